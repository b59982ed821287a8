using NodaTime;

namespace OutreachPortal.Exchange;

/// <summary>Writes events as an iCalendar object (RFC 5545, RFC 7986).</summary>
/// <remarks>
/// No <c>METHOD</c>: PUBLISH would demand an ORGANIZER (RFC 5546 §3.2.1), and a file without method is imported by UID
/// and SEQUENCE all the same. No <c>DTEND</c>: without one an event ends when it starts, and an equal one is forbidden
/// (RFC 5545 §3.8.2.2).
/// </remarks>
public static class CalendarWriter
{
    /// <summary><c>text/calendar; charset=utf-8</c>.</summary>
    public const string ContentType = "text/calendar; charset=utf-8";

    /// <summary>
    /// Writes UTF-8 with CRLF. Without any event the object is one that RFC 5545 §3.6 does not know (it wants a
    /// component), though programs read it as an empty calendar.
    /// </summary>
    /// <param name="stream">Only written to asynchronously, and left open.</param>
    /// <param name="calendar">The head.</param>
    /// <param name="events">Read one at a time.</param>
    /// <param name="cancellation">Leaves the file cut.</param>
    public static async Task WriteAsync(
        Stream stream, EventCalendar calendar, IAsyncEnumerable<CalendarEvent> events,
        CancellationToken cancellation = default)
    {
        var buffer = new OutBuffer(stream);
        var lines = new ContentLines(buffer.Bytes);
        WriteHead(lines, calendar);
        await buffer.EachAsync(events, e => WriteEvent(lines, e), cancellation);
        lines.Raw("END", "VCALENDAR");
        await buffer.HandOnAsync(cancellation);
    }

    static void WriteHead(ContentLines lines, EventCalendar calendar)
    {
        lines.Raw("BEGIN", "VCALENDAR");
        lines.Raw("VERSION", "2.0");
        lines.Text("PRODID", calendar.ProductId);
        lines.Text("NAME", calendar.Name);
        lines.Text("X-WR-CALNAME", calendar.Name);
        lines.Raw("SOURCE;VALUE=URI", WebAddress.Of(calendar.Source));
        lines.Raw("REFRESH-INTERVAL;VALUE=DURATION", Length(calendar.RefreshInterval));
        lines.Raw("X-PUBLISHED-TTL", Length(calendar.RefreshInterval));
    }

    static string? Length(Duration? duration) => duration is { } length
        ? FormattableString.Invariant($"PT{Math.Max(1, (long)length.TotalMinutes)}M")
        : null;

    static void WriteEvent(ContentLines lines, CalendarEvent e)
    {
        lines.Raw("BEGIN", "VEVENT");
        lines.Text("UID", e.Uid);
        lines.Raw("DTSTAMP", e.Stamp.Rfc5545());
        lines.Raw("DTSTART", e.Start.Rfc5545());
        lines.Raw("SEQUENCE", FormattableString.Invariant($"{e.Sequence}"));
        lines.Raw("LAST-MODIFIED", e.LastModified?.Rfc5545());
        lines.Raw("STATUS", e.IsCancelled ? "CANCELLED" : "CONFIRMED");
        lines.Raw("TRANSP", "TRANSPARENT");
        lines.Text("SUMMARY", e.Summary);
        lines.Text("DESCRIPTION", e.Description);
        lines.Raw("URL", WebAddress.Of(e.Url));
        lines.Texts("CATEGORIES", e.Categories);
        lines.Raw("END", "VEVENT");
    }
}
