namespace OutreachPortal.Mail;

/// <summary>
/// Where a letter is. What a provider reports later (delivered, bounced) never overwrites that it was accepted:
/// sending is not delivering.
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

internal static class DeliveryStates
{
    public static bool IsSettled(this DeliveryState state) => state is DeliveryState.Accepted or DeliveryState.Failed
        or DeliveryState.Cancelled or DeliveryState.Expired or DeliveryState.Suppressed;

    /// <summary>The whole of what can happen to a letter.</summary>
    public static bool MayBecome(this DeliveryState from, DeliveryState to) => (from, to) switch
    {
        (DeliveryState.Pending, DeliveryState.Claimed) => true,
        (DeliveryState.Claimed, DeliveryState.Pending or DeliveryState.Accepted or DeliveryState.Deferred
            or DeliveryState.Failed or DeliveryState.Unknown) => true,
        (DeliveryState.Deferred, DeliveryState.Pending) => true,
        (DeliveryState.Unknown, DeliveryState.Accepted or DeliveryState.Pending) => true,
        (_, DeliveryState.Cancelled or DeliveryState.Expired or DeliveryState.Suppressed) => !from.IsSettled(),
        _ => false,
    };
}
