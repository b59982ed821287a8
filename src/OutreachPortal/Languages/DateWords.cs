using System.Globalization;
using NodaTime;

namespace OutreachPortal.Languages;

/// <summary>
/// Dates in words, never as digits only: 03/05 is two days. The month names are our own phrases, not the machine's ICU:
/// its abbreviations differ between versions, and it knows only one of the two Arabic month names that UN texts give.
/// </summary>
public sealed class DateWords
{
    readonly Words _words;

    internal DateWords(Words words) => _words = words;

    /// <summary>12 Mar 2026</summary>
    public string Day(LocalDate day) => _words.With("date.day",
        ("day", DayOfMonth(day.Day)), ("month", _words[$"date.month.{day.Month}"]), ("year", Digits(day.Year)));

    /// <summary>The day in UTC: for what has no place.</summary>
    public string Day(Instant at) => Day(at.InUtc().Date);

    /// <summary>12 Mar 2026, 16:00</summary>
    public string Moment(LocalDateTime at) => _words.With("date.moment",
        ("day", Day(at.Date)), ("time", Time(at.TimeOfDay)));

    /// <summary>12 Mar 2026, 16:00 Nairobi</summary>
    public string Moment(LocalDateTime at, string zone) =>
        _words.With("date.moment-in-place", ("moment", Moment(at)), ("place", ZonePlace.In(_words.Language, zone)));

    /// <summary>12 Mar 2026, 13:00 UTC</summary>
    public string MomentInUtc(Instant at) => Moment(at.InUtc().LocalDateTime, "UTC");

    /// <summary>"5 days left", "2 hours left": rounded down, never promising time that is not there.</summary>
    public string Left(Duration left) => left switch
    {
        { TotalDays: >= 1 } => _words.Plural("date.days-left", left.Days),
        { TotalHours: >= 1 } => _words.Plural("date.hours-left", left.Hours),
        _ => _words.Plural("date.minutes-left", Math.Max(0, left.Minutes)),
    };

    string Time(LocalTime at) =>
        _words.With("date.time", ("hour", $"{at.Hour:00}"), ("minute", $"{at.Minute:00}"));

    // French says the first, then two, three, …
    string DayOfMonth(int day) => day == 1 && _words.Language == Language.French ? "1er" : Digits(day);

    // A year or a day is a name, not a quantity: no group separators.
    static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
