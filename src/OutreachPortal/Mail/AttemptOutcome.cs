namespace OutreachPortal.Mail;

/// <summary>How one attempt ended.</summary>
public enum AttemptOutcome
{
    Accepted,
    Transient,
    Permanent,
    Unknown,
}
