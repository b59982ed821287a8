namespace OutreachPortal.Mail;

/// <summary>
/// Where a letter is. What a provider reports later (delivered, bounced) never overwrites that it was accepted:
/// sending is
/// not delivering.
/// </summary>
public enum DeliveryState
{
    Pending,

    /// <summary>A postman holds it under a lease.</summary>
    Claimed,

    Accepted,

    /// <summary>Refused for now; pending again by time.</summary>
    Deferred,

    Failed,

    /// <summary>Perhaps accepted: the answer was lost. Only asking the provider, or a policy, decides.</summary>
    Unknown,

    Cancelled,

    Expired,

    Suppressed,
}
