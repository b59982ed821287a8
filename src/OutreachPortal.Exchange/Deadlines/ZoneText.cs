using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.TimeZones;

namespace OutreachPortal.Exchange;

/// <summary>A zone as people write it: an offset, a name with or without the offset it implies.</summary>
/// <param name="Id">IANA id; null for a bare offset.</param>
/// <param name="Offset">What the name implies; null for a name that is valid all year.</param>
internal sealed partial record ZoneText(string? Id, Offset? Offset)
{
    /// <summary>Reads the text behind a time; null when it is no zone that is known.</summary>
    public static ZoneText? Read(string text)
    {
        var bare = text.Trim().Trim('(', ')').Trim();
        if (OffsetShape().Match(text) is { Success: true } match) return OfOffset(match);
        return Named(text) ?? Named(bare) ?? BeforeOrInParentheses(text);
    }

    // "Eastern Daylight Time (EDT)": the name counts, else the abbreviation.
    static ZoneText? BeforeOrInParentheses(string text)
    {
        var open = text.LastIndexOf('(');
        return open > 0 && text.EndsWith(')') ? Named(text[..open].Trim()) ?? Read(text[(open + 1)..^1].Trim()) : null;
    }

    /// <summary>
    /// The moment at this zone. Where a name implies an offset that its zone does not have on that day, the offset
    /// counts: Central Standard Time in July is Saskatchewan's, Eastern Daylight Time in January is Etc/GMT+4.
    /// </summary>
    public DeadlineText At(LocalDateTime local)
    {
        if (Id is null) return new DeadlineText.AtInstant(local.WithOffset(Offset!.Value));
        if (Offset is not { } offset || Has(Id, local, offset)) return new DeadlineText.AtZoned(local, Id, Offset);
        if (ZoneNames.WithoutSummer.TryGetValue(Id, out var steady) && Has(steady, local, offset))
            return new DeadlineText.AtZoned(local, steady, offset);
        return offset.Seconds % 3600 == 0
            ? new DeadlineText.AtZoned(local, Fixed(offset), offset)
            : new DeadlineText.AtInstant(local.WithOffset(offset));
    }

    static string Fixed(Offset offset) =>
        string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{-offset.Seconds / 3600:+0;-0}");

    static bool Has(string id, LocalDateTime local, Offset offset) =>
        DateTimeZoneProviders.Tzdb[id].GetUtcOffset(local.WithOffset(offset).ToInstant()) == offset;

    static ZoneText? Named(string name)
    {
        if (name is "Z" or "z" or "UTC" or "GMT") return new(null, NodaTime.Offset.Zero);
        if (ZoneNames.Known.TryGetValue(name, out var known))
            return new(known.Id, known.Hours is { } hours ? Hours(hours) : null);
        if (ZoneNames.Windows(name) is { } windows) return new(windows, null);
        return name.Contains('/') && DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } zone ? new(zone.Id, null)
            : null;
    }

    static Offset Hours(double hours) => NodaTime.Offset.FromSeconds((int)(hours * 3600));

    // "(GMT -5.00)" has minutes behind the point: 5.30 is five hours and a half.
    static ZoneText? OfOffset(Match match)
    {
        var hours = Int(match.Groups["hours"]);
        var minutes = Int(match.Groups["minutes"]);
        if (hours > 14 || minutes > 59) return null;
        var seconds = ((hours * 60) + minutes) * 60;
        var offset = NodaTime.Offset.FromSeconds(match.Groups["sign"].Value is "-" or "−" ? -seconds : seconds);
        var name = match.Groups["name"].Value;
        return name.Length > 0 && DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } zone
            ? new(zone.Id, offset)
            : new(null, offset);
    }

    static int Int(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        """
        ^\(?\ ?(?:UTC|GMT)?\ ?(?<sign>(?<=(?:UTC|GMT)\ ?)(?=[0-9])|[-+−])
        (?<hours>[0-9]{1,2})(?:[:.]?(?<minutes>[0-9]{2}))?\ ?\)?
        (?:\[(?<name>[^\]]+)\]|\ .*)?$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex OffsetShape();
}
