namespace OutreachPortal.Alerts;

/// <summary>What matching made of an entry.</summary>
public enum MatchState
{
    Matched,

    /// <summary>It failed; it is tried again.</summary>
    Faulty,

    /// <summary>It failed too often and is left to a person.</summary>
    SetAside,
}
