using System.Collections.Frozen;
using NodaTime.TimeZones;

namespace OutreachPortal.Exchange;

/// <summary>
/// Names and abbreviations of zones met in notices. What means two things (IST, BST in Asia) is left out.
/// </summary>
internal static class ZoneNames
{
    /// <summary>Names that imply an offset, in hours.</summary>
    public static readonly FrozenDictionary<string, (string Id, double? Hours)> Known = Build();

    /// <summary>Places that keep a zone's standard time all year.</summary>
    public static readonly FrozenDictionary<string, string> WithoutSummer =
        new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["America/Chicago"] = "America/Regina",
        ["America/Denver"] = "America/Phoenix",
        ["America/Halifax"] = "America/Puerto_Rico",
    }.ToFrozenDictionary();

    /// <summary>The IANA id of a Windows zone id, in its daylight spelling too; valid all year.</summary>
    public static string? Windows(string name) =>
        TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(name, out var id) ? id : null;

    static FrozenDictionary<string, (string Id, double? Hours)> Build()
    {
        var names = new Dictionary<string, (string, double?)>(StringComparer.OrdinalIgnoreCase);
        American(names, "Eastern", 'E', "America/New_York", -5);
        American(names, "Central", 'C', "America/Chicago", -6);
        American(names, "Mountain", 'M', "America/Denver", -7);
        American(names, "Pacific", 'P', "America/Los_Angeles", -8);
        American(names, "Atlantic", 'A', "America/Halifax", -4);
        American(names, "Newfoundland", 'N', "America/St_Johns", -3.5);
        Add(names, "America/Anchorage", -9, "AKST", "Alaska Standard Time", "Alaskan Standard Time");
        Add(names, "America/Anchorage", -8, "AKDT", "Alaska Daylight Time");
        Add(names, "Pacific/Honolulu", -10, "HST", "Hawaii Standard Time", "Hawaiian Standard Time");
        Add(names, "Europe/London", 1, "British Summer Time");
        Add(names, "Europe/London", 0, "Greenwich Mean Time");
        Add(names, "Etc/UTC", 0, "Coordinated Universal Time", "Universal Time");
        Add(names, "Europe/Lisbon", 0, "WET", "Western European Time");
        Add(names, "Europe/Lisbon", 1, "WEST", "Western European Summer Time");
        Add(names, "Europe/Brussels", 1, "CET", "Central European Time", "MEZ");
        Add(names, "Europe/Brussels", 2, "CEST", "Central European Summer Time", "MESZ");
        Add(names, "Europe/Bucharest", 2, "EET", "Eastern European Time");
        Add(names, "Europe/Bucharest", 3, "EEST", "Eastern European Summer Time");
        Add(names, "Europe/Moscow", 3, "MSK", "Moscow Standard Time", "Moscow Time");
        Add(names, "Africa/Nairobi", 3, "EAT", "East Africa Time", "Nairobi Time");
        Add(names, "Africa/Maputo", 2, "CAT", "Central Africa Time");
        Add(names, "Africa/Lagos", 1, "WAT", "West Africa Time");
        Add(names, "Africa/Johannesburg", 2, "SAST", "South Africa Standard Time");
        Add(names, "Asia/Kolkata", 5.5, "India Standard Time", "Indian Standard Time");
        Add(names, "Asia/Dhaka", 6, "Bangladesh Standard Time");
        Add(names, "Asia/Kathmandu", 5.75, "NPT", "Nepal Time");
        Add(names, "Asia/Karachi", 5, "PKT", "Pakistan Standard Time");
        Add(names, "Asia/Bangkok", 7, "ICT", "Indochina Time");
        Add(names, "Asia/Manila", 8, "PHT", "Philippine Time");
        Add(names, "Asia/Tokyo", 9, "JST", "Japan Standard Time");
        Add(names, "Asia/Seoul", 9, "KST", "Korea Standard Time");
        Add(names, "Asia/Shanghai", 8, "China Standard Time", "Beijing Time");
        Add(names, "Australia/Sydney", 10, "AEST", "Australian Eastern Standard Time");
        Add(names, "Australia/Sydney", 11, "AEDT", "Australian Eastern Daylight Time");
        Add(names, "Pacific/Auckland", 12, "NZST", "New Zealand Standard Time");
        Add(names, "Pacific/Auckland", 13, "NZDT", "New Zealand Daylight Time");
        return names.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    // "Eastern Time" alone implies no offset: it is what the clock shows there.
    static void American(
        Dictionary<string, (string, double?)> names, string name, char letter, string id, double standard)
    {
        Add(names, id, standard, $"{name} Standard Time", $"{letter}ST");
        Add(names, id, standard + 1, $"{name} Daylight Time", $"{letter}DT");
        Add(names, id, null, $"{name} Time");
    }

    static void Add(Dictionary<string, (string, double?)> names, string id, double? hours, params string[] spellings)
    {
        foreach (var spelling in spellings) names[spelling] = (id, hours);
    }
}
