using NodaTime;
using NodaTime.TimeZones;

namespace OutreachPortal.Opportunities;

/// <summary>
/// A wall-clock time at a place. The instant follows from the zone; everything shown is derived from the two.
/// </summary>
public sealed record Deadline
{
    /// <summary>
    /// A time that the clocks of the place skip is moved past the gap; a time they show twice is the later one, so that
    /// nobody is shut out by an hour.
    /// </summary>
    static readonly ZoneLocalMappingResolver Generous =
        Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnForwardShifted);

    public Deadline(LocalDateTime local, string zone)
    {
        var place = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)
            ?? throw new ArgumentException($"\"{zone}\" is not an IANA time zone.", nameof(zone));
        Local = local;
        Zone = zone;
        Instant = place.ResolveLocal(local, Generous).ToInstant();
    }

    public LocalDateTime Local { get; }

    /// <summary>IANA time zone id.</summary>
    public string Zone { get; }

    [System.Text.Json.Serialization.JsonIgnore]
    public Instant Instant { get; }

    /// <summary>
    /// An instant as the clocks of a place show it. In the hour that clocks show twice an earlier instant has no local
    /// time of its own; then the deadline is written in UTC.
    /// </summary>
    public static Deadline At(Instant instant, string zone)
    {
        var deadline = new Deadline(instant.InZone(DateTimeZoneProviders.Tzdb[zone]).LocalDateTime, zone);
        return deadline.Instant == instant ? deadline : new Deadline(instant.InUtc().LocalDateTime, "Etc/UTC");
    }

    /// <summary>A bare date ends with its last minute there.</summary>
    public static Deadline EndOf(LocalDate date, string zone) => new(date.At(new LocalTime(23, 59)), zone);

    /// <summary>With the offset that the clocks of the place have at that moment.</summary>
    public OffsetDateTime ToOffsetDateTime() => Instant.InZone(DateTimeZoneProviders.Tzdb[Zone]).ToOffsetDateTime();

    public static bool IsZone(string? zone) =>
        zone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null;
}
