using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>What a serving process does for subscribers without anybody asking.</summary>
public sealed class CareRoundsTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_serving_process_clears_up_asks_and_follows_the_post(string provider)
    {
        await using var plot = await Plot.OfAsync(provider);
        var clock = Hours.At(Some.Noon + Duration.FromDays(370));
        await using (var before = await HouseServices.OnAsync(plot, "minimal", clock))
        {
            await before.WatchAsync("amina", Criteria.Everything);
            await before.WatchAsync("gone", Criteria.Everything);
            await before.AskAsync(db =>
            {
                db.SignUps.Add(new SignUp { Mac = "m", Network = "n", At = Some.Noon });
                return db.SaveChangesAsync();
            });
        }

        await using var house = await ServedHouse.OnAsync(plot, clock: clock);

        await EventuallyAsync(house, async db => !await db.SignUps.AnyAsync(), "the trace of the form is gone");
        await EventuallyAsync(
            house, db => db.Deliveries.AnyAsync(letter => letter.Kind == LetterKind.Notice), "somebody is asked");
        await using (var db = house.OpenDb())
        {
            // What the post learns later is followed by a round of seconds, not of hours.
            db.Suppressions.Add(new Suppression { Mac = "gone", Reason = SuppressionReason.HardBounce, At = Some.Noon });
            await db.SaveChangesAsync();
        }
        await EventuallyAsync(
            house, db => db.Subscriptions.AnyAsync(alert => alert.EndReason == EndReason.HardBounce), "the alert ended");
        Assert.Single(house.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<CareRounds>());
    }

    static Task EventuallyAsync(
        ServedHouse house, Func<OutreachPortal.Data.PortalDb, Task<bool>> isSo, string what) => ServedHouse.WaitForAsync(
        async () =>
        {
            await using var db = house.OpenDb();
            return await isSo(db);
        },
        what);
}
