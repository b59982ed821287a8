using NodaTime;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>Alerts on a clock that the test moves: it is a noon in November when a house is opened.</summary>
public abstract class AlertsInTime
{
    internal static readonly Criteria Billing = Criteria.Everything with { Query = "billing" };

    protected SettableClock Clock { get; } = new(Some.Noon);

    protected Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    internal Task<HouseServices> OpenAsync(string provider) => HouseServices.OpenAsync(provider, "minimal", Clock);

    internal Task PassAtAsync(HouseServices house, int year, int month, int day, int hour, int minute) =>
        PassAtAsync(house, Instant.FromUtc(year, month, day, hour, minute));

    internal async Task PassAtAsync(HouseServices house, Instant at)
    {
        Clock.SetUtcNow(at.ToDateTimeOffset());
        await house.PassAsync();
    }
}
