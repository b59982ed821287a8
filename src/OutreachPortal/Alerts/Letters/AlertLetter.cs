using NodaTime;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>
/// Everything that one letter says, before it is put into words: text and HTML are drawn from the same.
/// </summary>
public sealed record AlertLetter
{
    public const int MostItems = 25;

    public required LetterKind Kind { get; init; }

    public required Reader Reader { get; init; }

    public required Instant Now { get; init; }

    /// <summary>The portal's name and address.</summary>
    public required string Portal { get; init; }

    public required string Home { get; init; }

    /// <summary>The first of them, in the order in which they close.</summary>
    public required IReadOnlyList<LetterItem> Items { get; init; }

    /// <summary>How many there are with those that did not fit.</summary>
    public required int Total { get; init; }

    /// <summary>Why the reader gets this.</summary>
    public required IReadOnlyList<LetterAlert> Alerts { get; init; }

    /// <summary>Where all alerts of the reader are changed and stopped.</summary>
    public required string Manage { get; init; }

    public int More => Total - Items.Count;
}

/// <summary>One alert of the reader that speaks in a letter.</summary>
/// <param name="Sentence">What it asks for.</param>
/// <param name="List">All that fits it now; null where one item is followed.</param>
/// <param name="Stop">Ends it, in letters of any age.</param>
public sealed record LetterAlert(Guid Id, string Sentence, string? List, string Stop);

/// <summary>What is new of one opportunity.</summary>
public sealed record LetterItem
{
    public required Card Card { get; init; }

    public required LetterNews News { get; init; }

    public required string Address { get; init; }

    /// <summary>Where the reader says whether it was of use.</summary>
    public required string Vote { get; init; }

    /// <summary>The alert it comes of.</summary>
    public required Guid Alert { get; init; }

    /// <summary>What an amendment changed, a line for each.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>It can no longer be answered.</summary>
    public bool IsOver => News > LetterNews.Closing;

    /// <summary>Whoever hears of an end, or is reminded, need not say whether it was of use.</summary>
    public bool IsVotedOn => News is LetterNews.New or LetterNews.Changed;

    /// <summary>Why it was cancelled, withdrawn, closed or awarded, where the source says so.</summary>
    public string? Why { get; init; }
}

/// <summary>What there is to tell.</summary>
public enum LetterNews
{
    New,
    Changed,

    /// <summary>A followed item closes soon.</summary>
    Closing,
    Cancelled,
    Withdrawn,
    Closed,
    Awarded,
}
