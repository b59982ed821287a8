using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace OutreachPortal.Exchange;

/// <summary>
/// A moment as a file writes it, read as far as the text goes: the closed set of what can come of it.
/// </summary>
/// <remarks>Nothing is guessed: a text without a zone stays without, a date stays a date, 7/22/2025 needs a
/// format.</remarks>
public abstract record DeadlineText
{
    private DeadlineText()
    {
    }

    /// <summary>There was no text.</summary>
    public sealed record None : DeadlineText;

    /// <summary>
    /// A date and time with its offset from UTC: <c>2026-03-12T16:00:00+03:00</c>, <c>(GMT -5.00)</c>.
    /// </summary>
    /// <param name="Value">Local time and offset.</param>
    public sealed record AtInstant(OffsetDateTime Value) : DeadlineText;

    /// <summary>A date and time in a named zone: <c>2014-04-15 14:00 Eastern Daylight Time (EDT)</c>.</summary>
    /// <param name="Value">As on the clock there.</param>
    /// <param name="ZoneId">
    /// IANA id; it always has <paramref name="Offset"/> at <paramref name="Value"/> when one was said.
    /// </param>
    /// <param name="Offset">
    /// The offset that the name implies (EDT is −4), or null where it implies none (Africa/Nairobi).
    /// </param>
    public sealed record AtZoned(LocalDateTime Value, string ZoneId, Offset? Offset) : DeadlineText;

    /// <summary>A date and time without zone.</summary>
    /// <param name="Value">As on some clock.</param>
    public sealed record Local(LocalDateTime Value) : DeadlineText;

    /// <summary>A date alone.</summary>
    /// <param name="Value">The day.</param>
    public sealed record DateOnly(LocalDate Value) : DeadlineText;

    /// <summary>A text that is no moment, or no possible one.</summary>
    /// <param name="Sentence">One English sentence with the text and what is wrong with it.</param>
    public sealed record Unreadable(string Sentence) : DeadlineText;

    /// <summary>Reads a text.</summary>
    /// <param name="text">Null and white space are <see cref="None"/>.</param>
    /// <param name="format">
    /// Where the writer's habit is known: a pattern of NodaTime in the invariant culture (<c>M/d/yyyy</c>,
    /// <c>dd/MM/yyyy HH:mm</c>). The text must follow it.
    /// </param>
    public static DeadlineText Read(string? text, string? format = null)
    {
        var tidy = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return tidy.Length == 0 ? new None()
            : tidy.Length > MaxLength ? new Unreadable($"\"{tidy[..MaxLength]}…\" is too long for a date.")
            : format is null ? WrittenMoment.Read(tidy)
            : ByFormat(tidy, format);
    }

    /// <summary>Longer texts are no dates.</summary>
    public const int MaxLength = 200;

    /// <summary>
    /// The instant, with UTC for whatever has no zone and 00:00 for a date alone: right for the date of a release and
    /// for ordering, wrong for deadlines. Null for nothing and for unreadable text.
    /// </summary>
    public Instant? AsUtc() => this switch
    {
        AtInstant at => at.Value.ToInstant(),
        AtZoned { Offset: { } offset } at => at.Value.WithOffset(offset).ToInstant(),
        AtZoned at => at.Value.InZoneLeniently(DateTimeZoneProviders.Tzdb[at.ZoneId]).ToInstant(),
        Local at => at.Value.InUtc().ToInstant(),
        DateOnly on => on.Value.AtMidnight().InUtc().ToInstant(),
        _ => null,
    };

    static DeadlineText ByFormat(string text, string format)
    {
        try
        {
            if (!format.AsSpan().ContainsAny("Hhms"))
            {
                return LocalDatePattern.Create(format, CultureInfo.InvariantCulture)
                    .Parse(text) is { Success: true } date
                    ? new DateOnly(date.Value)
                    : Mismatch(text, format);
            }

            if (format.Contains("o<", StringComparison.Ordinal))
            {
                return OffsetDateTimePattern.CreateWithInvariantCulture(format).Parse(text) is { Success: true } moment
                    ? new AtInstant(moment.Value)
                    : Mismatch(text, format);
            }

            return LocalDateTimePattern.CreateWithInvariantCulture(format).Parse(text) is { Success: true } local
                ? new Local(local.Value)
                : Mismatch(text, format);
        }
        catch (InvalidPatternException e)
        {
            return new Unreadable($"The format \"{format}\" is no date pattern: {e.Message}");
        }
    }

    static Unreadable Mismatch(string text, string format) =>
        new($"\"{text}\" is no possible date of the format \"{format}\".");
}
