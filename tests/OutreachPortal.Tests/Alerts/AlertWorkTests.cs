using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Alerts;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>A serving process does by itself what the command does once.</summary>
public sealed class AlertWorkTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_published_while_serving_is_in_the_post_without_anybody_asking(string provider)
    {
        await using var plot = await Plot.OfAsync(provider);
        await using (var before = await HouseServices.OnAsync(plot, "minimal"))
            await before.WatchAsync("amina", Criteria.Everything);
        await using var house = await ServedHouse.OnAsync(plot);

        await house.Services.PublishAsync("017", Some.Tender() with { Deadline = null });

        await ServedHouse.WaitForAsync(
            async () =>
            {
                await using var db = house.OpenDb();
                return await db.Obligations.AnyAsync(owed => owed.State == ObligationState.Done);
            },
            "the letter was accepted");
    }
}
