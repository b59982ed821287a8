using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

public sealed class StandingFiguresTests : AlertsInTime
{
    /// <summary>Somebody who is away for a month must not look like letters that nobody sends.</summary>
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_a_pause_holds_back_is_not_counted_as_standing(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing, Frequency.Daily);
        await house.PublishManyAsync(0, 1);
        await house.FollowJournalAsync();
        Clock.Advance(TimeSpan.FromDays(2));
        var (count, oldest) = await StandingAsync(house);
        Assert.Equal(1, count);
        Assert.InRange(oldest, 86_400, 2 * 86_400);

        var back = Now + Duration.FromDays(7);
        await house.AskAsync(db => db.Subscriptions.ExecuteUpdateAsync(
            set => set.SetProperty(alert => alert.PausedUntil, back)));
        Assert.Equal((0, 0), await StandingAsync(house));

        Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1, (await StandingAsync(house)).Count);
    }

    static async Task<(long Count, double Oldest)> StandingAsync(HouseServices house)
    {
        await house.Get<StandingFigures>().RunAsync(CancellationToken.None);
        return house.Get<AlertFigures>().StandingOf(Frequency.Daily);
    }
}
