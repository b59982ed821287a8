using NodaTime;

namespace OutreachPortal.Exchange;

/// <summary>The head of an iCalendar object (RFC 5545 §3.4, RFC 7986 §5); events stream behind it.</summary>
public sealed record EventCalendar
{
    /// <summary>The program that made it, as RFC 5545 §3.7.3 asks: <c>-//Organization//Program//EN</c>.</summary>
    public required string ProductId { get; init; }

    /// <summary>What a calendar program calls it: <c>NAME</c> and, for older programs, <c>X-WR-CALNAME</c>.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// After which time a program that subscribed should look again, in whole minutes: <c>REFRESH-INTERVAL</c> and,
    /// for Outlook, <c>X-PUBLISHED-TTL</c>; null says nothing.
    /// </summary>
    public Duration? RefreshInterval { get; init; }

    /// <summary>The absolute address of this very file (<c>SOURCE</c>), or null.</summary>
    public string? Source { get; init; }
}

/// <summary>
/// One moment in a calendar (RFC 5545 §3.6.1), of no length: it neither blocks time nor has an end.
/// </summary>
public sealed record CalendarEvent
{
    /// <summary>Globally unique and for ever the same; by it a program knows an event it has.</summary>
    public required string Uid { get; init; }

    /// <summary><c>DTSTAMP</c>: when this description of the event was made.</summary>
    public required Instant Stamp { get; init; }

    /// <summary><c>DTSTART</c>, written in UTC, to the second.</summary>
    public required Instant Start { get; init; }

    /// <summary>Rises by one whenever the start moves or the event is cancelled; 0 at first.</summary>
    public int Sequence { get; init; }

    /// <summary><c>LAST-MODIFIED</c>, or null.</summary>
    public Instant? LastModified { get; init; }

    /// <summary>True: <c>STATUS:CANCELLED</c>. It must stay in the file for programs to learn of it.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Plain text of one line.</summary>
    public required string Summary { get; init; }

    /// <summary>Plain text, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The absolute address of its page; left out where it is no http, https, ftp or mailto URI.</summary>
    public string? Url { get; init; }

    /// <summary>What it is about, for people.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];
}
