using NodaTime;
using NodaTime.TimeZones;

namespace OutreachPortal.Alerts;

/// <summary>
/// Eight in the morning on somebody's clocks. A digest belongs to a date, not to a distance of hours: days of 23 and 25
/// hours have one each.
/// </summary>
internal static class DigestHour
{
    static readonly LocalTime Eight = new(8, 0);

    /// <summary>
    /// Where clocks skip eight, the moment they go on; where they show it twice, the first time.
    /// </summary>
    static readonly ZoneLocalMappingResolver Once =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    public static Instant At(LocalDate date, string zone) => ZoneOf(zone).ResolveLocal(date.At(Eight), Once).ToInstant();

    /// <summary>The last date whose digest is due at a moment.</summary>
    public static LocalDate Last(Frequency frequency, string zone, Instant now)
    {
        var today = now.InZone(ZoneOf(zone)).Date;
        var last = now < At(today, zone) ? today.PlusDays(-1) : today;
        return frequency == Frequency.Weekly && last.DayOfWeek != IsoDayOfWeek.Monday
            ? last.Previous(IsoDayOfWeek.Monday)
            : last;
    }

    /// <summary>
    /// When something that is owed from a moment on may leave: at once, or with the first digest after it. What
    /// happened before eight belongs to this morning, what happened at eight to the next.
    /// </summary>
    public static Instant DueAfter(Frequency frequency, string zone, Instant at) => frequency switch
    {
        Frequency.Immediate => at,
        Frequency.Daily => At(Last(frequency, zone, at).PlusDays(1), zone),
        _ => At(Last(frequency, zone, at).PlusWeeks(1), zone),
    };

    static DateTimeZone ZoneOf(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
}
