using System.Collections.Frozen;
using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;
using OutreachPortal.Languages;

namespace OutreachPortal.Alerts;

/// <summary>
/// The clocks one can choose from: every place of the zone table by its name in the reader's language, UTC first. Two
/// places of one name are told apart by their ids.
/// </summary>
internal static class Zones
{
    public const string Utc = "Etc/UTC";

    static readonly FrozenDictionary<string, Lazy<IReadOnlyList<(string Id, string Label)>>> ByLanguage =
        Language.All.ToFrozenDictionary(
            language => language.Code,
            language => new Lazy<IReadOnlyList<(string Id, string Label)>>(() => [(Utc, "UTC"), .. Places(language)]));

    public static IReadOnlyList<(string Id, string Label)> In(Language language) => ByLanguage[language.Code].Value;

    public static bool IsOne(string? id) => id is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is not null;

    static IEnumerable<(string Id, string Label)> Places(Language language) =>
        TzdbDateTimeZoneSource.Default.ZoneLocations!.Select(place => place.ZoneId).Distinct()
            .GroupBy(id => ZonePlace.In(language, id))
            .SelectMany(place => place.Select(id => (id, place.Count() == 1 ? place.Key : $"{place.Key} ({id})")))
            .OrderBy(place => place.Item2, StringComparer.Create(CultureInfo.GetCultureInfo(language.Code), true));
}
