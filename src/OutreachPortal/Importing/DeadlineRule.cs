using System.Globalization;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>
/// Where a deadline's clock hangs: the value's own offset or zone name; else the source's zone; else, for a source
/// whose zone is the country's, the main zone of the buyer's country (a job: of the duty station's);
/// else the record is refused.
/// </summary>
internal sealed class DeadlineRule(Source source, Atlas atlas)
{
    /// <param name="refusal">One sentence where the deadline cannot stand.</param>
    public Deadline? Read(Notice notice, Whereabouts place, out string? refusal)
    {
        var country = notice.Kind == Kind.Job ? place.First : place.Buyer ?? source.Country;
        var zone = ZoneFor(notice, country);
        refusal = null;
        switch (notice.Deadline)
        {
            case DeadlineText.None:
                return null;
            case DeadlineText.AtInstant(var at):
                return Deadline.At(at.ToInstant(), zone ?? ZoneOf(country) ?? FixedZone(at.Offset));
            case DeadlineText.AtZoned zoned:
                return Zoned(zoned, zone);
            case DeadlineText.Local(var local) when zone is not null:
                return new Deadline(local, zone);
            case DeadlineText.DateOnly(var date) when zone is not null:
                return Deadline.EndOf(date, zone);
            case DeadlineText.Unreadable(var sentence):
                refusal = $"Its deadline cannot be read: {sentence}";
                return null;
            default:
                refusal = country is null
                    ? "Its deadline has no time zone, and neither the source nor a country gives one."
                    : $"Its deadline has no time zone, and \"{country}\" has no main zone in the country data.";
                return null;
        }
    }

    string? ZoneFor(Notice notice, string? country) => notice.DeadlineZone
        ?? (source.Zone is { } own and not Source.ZoneOfCountry ? own
            : source.Zone == Source.ZoneOfCountry ? ZoneOf(country)
            : null);

    string? ZoneOf(string? country) => country is null ? null : atlas.MainZoneOf(country);

    /// <summary>The source's own zone is shown where it agrees with the zone that the text names.</summary>
    static Deadline Zoned(DeadlineText.AtZoned zoned, string? zone)
    {
        var named = zoned.Offset is { } offset
            ? Deadline.At(zoned.Value.WithOffset(offset).ToInstant(), zoned.ZoneId)
            : new Deadline(zoned.Value, zoned.ZoneId);
        if (zone is null) return named;
        var shown = Deadline.At(named.Instant, zone);
        return shown.Local == zoned.Value ? shown : named;
    }

    /// <summary>tz's fixed zones count westwards: Etc/GMT+4 is four hours behind UTC.</summary>
    static string FixedZone(Offset offset)
    {
        var hours = offset.Seconds / 3600;
        if (hours == 0 || offset.Seconds % 3600 != 0) return "Etc/UTC";
        var zone = $"Etc/GMT{(hours > 0 ? '-' : '+')}{Math.Abs(hours).ToString(CultureInfo.InvariantCulture)}";
        return Deadline.IsZone(zone) ? zone : "Etc/UTC";
    }
}
