namespace OutreachPortal.Mail;

/// <summary>Why an address gets no more letters.</summary>
public enum SuppressionReason
{
    HardBounce,
    Complaint,
    Manual,
    Erased,
}
