using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace OutreachPortal.Exchange;

/// <summary>
/// The grammar of dates that need no format: year first, or the month in letters; then a time; then a zone.
/// </summary>
internal static partial class WrittenMoment
{
    static readonly string[] Months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public static DeadlineText Read(string text)
    {
        var match = Shape().Match(text);
        if (!match.Success) return new DeadlineText.Unreadable(Sentence(text));
        if (DateOf(match) is not { } date || TimeOf(match) is not { } time)
            return new DeadlineText.Unreadable($"\"{text}\" is no possible date and time.");
        var zone = match.Groups["zone"].Value.Trim();
        if (!match.Groups["hour"].Success)
            return zone.Length == 0 || ZoneText.Read(zone) is not null
                ? new DeadlineText.DateOnly(date)
                : new DeadlineText.Unreadable(Sentence(text));
        var local = time.Day24 ? date.PlusDays(1).AtMidnight() : date + time.Value;
        return zone.Length == 0 ? new DeadlineText.Local(local)
            : ZoneText.Read(zone) is { } read ? read.At(local)
            : new DeadlineText.Unreadable($"\"{text}\" names a zone that is not known: \"{zone}\".");
    }

    static string Sentence(string text) => char.IsAsciiDigit(text[0]) && text.Contains('/')
        ? $"\"{text}\" may be day first or month first: a format must say."
        : $"\"{text}\" is no date that can be read.";

    static LocalDate? DateOf(Match match)
    {
        var month = match.Groups["name"] is { Success: true } name
            ? Array.IndexOf(Months, name.Value[..3].ToLowerInvariant()) + 1
            : Int(match.Groups["month"]);
        var (year, day) = (Int(match.Groups["year"]), Int(match.Groups["day"]));
        return year is > 0 and < 9998 && month is >= 1 and <= 12
            && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
                ? new LocalDate(year, month, day)
                : null;
    }

    // 24:00 is the end of the day; a leap second counts as the second before.
    static (LocalTime Value, bool Day24)? TimeOf(Match match)
    {
        var (hour, minute, second) =
            (Int(match.Groups["hour"]), Int(match.Groups["minute"]), Int(match.Groups["second"]));
        if (match.Groups["half"] is { Success: true } half)
        {
            if (hour is < 1 or > 12) return null;
            hour = (hour % 12) + (char.ToLowerInvariant(half.Value[0]) == 'p' ? 12 : 0);
        }

        if (hour == 24 && minute == 0 && second == 0) return (LocalTime.Midnight, true);
        if (hour > 23 || minute > 59 || second > 60) return null;
        return (new LocalTime(hour, minute, Math.Min(second, 59)).PlusNanoseconds(Nanoseconds(match)), false);
    }

    static long Nanoseconds(Match match) => match.Groups["fraction"] is { Success: true } fraction
        ? long.Parse(fraction.Value.PadRight(9, '0')[..9], CultureInfo.InvariantCulture)
        : 0;

    static int Int(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;

    const string MonthName =
        "(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
        + "|nov(?:ember)?|dec(?:ember)?)";

    [GeneratedRegex(
        $$"""
        ^(?:
            (?<year>[0-9]{4})(?<sep>[-/.])(?<month>[0-9]{1,2})\k<sep>(?<day>[0-9]{1,2})
          | (?<year>[0-9]{4})(?<month>[0-9]{2})(?<day>[0-9]{2})
          | (?:[A-Za-z]{3,9},?\ )?(?<day>[0-9]{1,2})(?:st|nd|rd|th)?[-\ .]?\ ?(?:of\ )?
            (?<name>{{MonthName}})\.?,?[-\ .]?\ ?(?<year>[0-9]{4})
          | (?:[A-Za-z]{3,9},\ )?(?<name>{{MonthName}})\.?\ (?<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\ (?<year>[0-9]{4})
        )
        (?:(?:[T\ ]|,\ |\ at\ |\ -\ )
            (?<hour>[0-9]{1,2})[:hH](?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:[.,](?<fraction>[0-9]{1,12}))?)?
            (?:\ ?(?<half>[AaPp])\.?[Mm]\.?(?![A-Za-z]))?)?
        (?<zone>(?:Z|[-+][0-9]|\ |\().*)?$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
