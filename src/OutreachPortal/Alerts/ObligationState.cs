namespace OutreachPortal.Alerts;

/// <summary>What became of what is owed.</summary>
public enum ObligationState
{
    Owed,

    /// <summary>In a letter that is on its way.</summary>
    Batched,

    /// <summary>In a letter that was accepted.</summary>
    Done,

    Cancelled,
    Expired,
    Suppressed,

    /// <summary>Its letter failed for good.</summary>
    Failed,
}
