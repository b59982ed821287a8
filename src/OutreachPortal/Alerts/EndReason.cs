namespace OutreachPortal.Alerts;

/// <summary>Why an alert ended.</summary>
public enum EndReason
{
    Unsubscribed,
    Changed,
    NeverConfirmed,
    HardBounce,
    Complaint,

    /// <summary>A year of silence and no answer to the question whether it is still wanted.</summary>
    NoLongerWanted,

    Erased,
}
