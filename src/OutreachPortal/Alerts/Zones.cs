using NodaTime;
using NodaTime.TimeZones;
using OutreachPortal.Languages;

namespace OutreachPortal.Alerts;

/// <summary>The clocks one can choose from: every place of the zone table, by name, UTC first.</summary>
internal static class Zones
{
    public const string Utc = "Etc/UTC";

    public static readonly IReadOnlyList<(string Id, string Label)> All =
    [
        (Utc, "UTC"),
        .. TzdbDateTimeZoneSource.Default.ZoneLocations!.Select(place => place.ZoneId).Distinct()
            .Select(id => (id, LabelOf(id))).OrderBy(zone => zone.Item2, StringComparer.InvariantCulture),
    ];

    public static bool IsOne(string? id) => id is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is not null;

    /// <summary>"Nairobi (Africa)": two places of one name are told apart.</summary>
    static string LabelOf(string id) => $"{ZonePlace.Of(id)} ({id.Split('/')[0]})";
}
