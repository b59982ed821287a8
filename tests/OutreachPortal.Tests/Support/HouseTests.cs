using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace OutreachPortal.Tests.Support;

/// <summary>The houses that all other tests live in stand.</summary>
public sealed class HouseTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_house_is_set_up_on_either_database(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider, recipe: "minimal");

        Assert.True(await house.AskAsync(db => db.Countries.CountAsync()) > 240);
    }

    [Fact]
    public async Task A_served_house_becomes_ready_at_the_hour_it_is_given()
    {
        var clock = new FakeTimeProvider(Some.Noon.ToDateTimeOffset());
        await using var house = await ServedHouse.OpenAsync(clock: clock);
        await house.WaitUntilReadyAsync();

        await house.Services.PublishAsync("017", Some.Tender());
        await house.WaitUntilFollowedAsync();

        Assert.Equal(HttpStatusCode.OK, (await house.Client.GetAsync("/health/ready")).StatusCode);
        var item = (await house.JsonAsync("/api/v1/opportunities")).GetProperty("items")[0];
        Assert.Equal("2026-11-15T12:00:00Z", item.GetProperty("published").GetString());
    }

    [Fact]
    public async Task Nothing_is_left_of_a_house_that_was_closed()
    {
        var plot = await Plot.OfAsync();
        await (await HouseServices.OnAsync(plot)).DisposeAsync();

        await plot.DisposeAsync();

        Assert.False(Directory.Exists(plot.Folder));
    }
}
