namespace OutreachPortal.Alerts;

/// <summary>What may be sent to somebody.</summary>
public enum SubscriberState
{
    Unconfirmed,
    Active,

    /// <summary>The address bounced or complained: nothing more is sent.</summary>
    Suppressed,

    Erased,
}
