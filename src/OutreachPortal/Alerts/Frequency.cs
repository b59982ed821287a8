namespace OutreachPortal.Alerts;

/// <summary>How often somebody wants to hear.</summary>
public enum Frequency
{
    Immediate,

    /// <summary>At 08:00 on the subscriber's clocks.</summary>
    Daily,

    /// <summary>On Mondays at 08:00 on the subscriber's clocks.</summary>
    Weekly,
}
