using NodaTime;
using NodaTime.Text;

namespace OutreachPortal.Exchange;

/// <summary>Moments as the formats write them.</summary>
internal static class WrittenTime
{
    /// <summary>RFC 3339 in UTC to the second: <c>2026-12-01T14:00:00Z</c>.</summary>
    public static string Rfc3339(this Instant at) => InstantPattern.General.Format(at);

    /// <summary>RFC 3339 in UTC with as many decimals as there are, where the order of two moments counts.</summary>
    public static string Rfc3339Exactly(this Instant at) => InstantPattern.ExtendedIso.Format(at);

    /// <summary>RFC 3339 with its own offset: <c>2026-12-01T17:00:00+03:00</c>.</summary>
    public static string Rfc3339(this OffsetDateTime at) => OffsetDateTimePattern.Rfc3339.Format(at);

    /// <summary>RFC 822 with a year of four digits, as RSS 2.0 asks: <c>Tue, 01 Dec 2026 14:00:00 GMT</c>.</summary>
    public static string Rfc822(this Instant at) => Rfc822Pattern.Format(at);

    /// <summary>RFC 5545 DATE-TIME in UTC: <c>20261201T140000Z</c>.</summary>
    public static string Rfc5545(this Instant at) => Rfc5545Pattern.Format(at);

    static readonly InstantPattern Rfc822Pattern =
        InstantPattern.CreateWithInvariantCulture("ddd, dd MMM uuuu HH:mm:ss 'GMT'");

    static readonly InstantPattern Rfc5545Pattern =
        InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");
}
