namespace OutreachPortal.Mail;

/// <summary>What a letter is for. A room that sends letters registers the writer of each of its kinds.</summary>
public enum LetterKind
{
    /// <summary>Confirm an alert; to an address that asked for one it has already, a reminder of that.</summary>
    Confirm,

    /// <summary>The short-lived link to all alerts of a person.</summary>
    Manage,

    /// <summary>One occasion as soon as it is known, or many of ten minutes together.</summary>
    Immediate,

    Daily,

    Weekly,

    /// <summary>About the alerts themselves: still wanted?</summary>
    Notice,
}
