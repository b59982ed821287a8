using NodaTime;

namespace OutreachPortal.Exchange;

/// <summary>
/// The head of a feed in the words of Atom (RFC 4287 §4.1.1); <see cref="AtomWriter"/>, <see cref="RssWriter"/> and
/// <see cref="JsonFeedWriter"/> write the same feed in three formats. Entries stream behind it.
/// </summary>
public sealed record Feed
{
    /// <summary>
    /// A permanent IRI that never changes and never names another feed; JSON Feed and RSS have no place for it.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>Plain text.</summary>
    public required string Title { get; init; }

    /// <summary>What the feed is about, plain text; RSS must have it and gets the title where it is missing.</summary>
    public string? Subtitle { get; init; }

    /// <summary>When anything in it last changed.</summary>
    public required Instant Updated { get; init; }

    /// <summary>Who publishes (Atom must have an author), plain text.</summary>
    public required string Author { get; init; }

    /// <summary>The language of titles and summaries, BCP 47.</summary>
    public required string Language { get; init; }

    /// <summary>The absolute address of this very document, with its query: <c>rel=self</c>.</summary>
    public required string Self { get; init; }

    /// <summary>The absolute address of the page with the same list: <c>rel=alternate</c>.</summary>
    public required string Alternate { get; init; }

    /// <summary>The absolute address of what follows (RFC 5005 §3), or null.</summary>
    public string? Next { get; init; }

    /// <summary>The absolute address of a WebSub hub that tells of changes, or null.</summary>
    public string? Hub { get; init; }
}

/// <summary>One entry of a feed in the words of Atom (RFC 4287 §4.1.2).</summary>
public sealed record FeedEntry
{
    /// <summary>A permanent IRI, in every format the same; readers know by it what they have shown before.</summary>
    public required string Id { get; init; }

    /// <summary>Plain text.</summary>
    public required string Title { get; init; }

    /// <summary>When it last changed in a way worth telling.</summary>
    public required Instant Updated { get; init; }

    /// <summary>When it first appeared, or null.</summary>
    public Instant? Published { get; init; }

    /// <summary>Plain text, or null.</summary>
    public string? Summary { get; init; }

    /// <summary>BCP 47; null where it is the feed's.</summary>
    public string? Language { get; init; }

    /// <summary>The absolute address of its page.</summary>
    public required string Alternate { get; init; }

    /// <summary>What it is about.</summary>
    public IReadOnlyList<FeedCategory> Categories { get; init; } = [];
}

/// <summary>A category of an entry (RFC 4287 §4.2.2).</summary>
/// <param name="Term">The code.</param>
/// <param name="Scheme">An IRI that names the list of codes, or null. JSON Feed has no place for it.</param>
/// <param name="Label">What people read, or null.</param>
public sealed record FeedCategory(string Term, string? Scheme = null, string? Label = null);
