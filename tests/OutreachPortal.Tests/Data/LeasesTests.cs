using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Data;

public sealed class LeasesTests
{
    const string Name = "test";
    static readonly Duration Long = Duration.FromHours(1);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_lease_belongs_to_one_holder_until_it_is_given_back(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider);
        await using var db = house.OpenDb();
        var (first, second) = (new Leases(TimeProvider.System), new Leases(TimeProvider.System));

        Assert.True(await first.TakeAsync(db, Name, Long, default));
        Assert.False(await second.TakeAsync(db, Name, Long, default));
        Assert.True(await first.TakeAsync(db, Name, Long, default));

        await second.ReleaseAsync(db, Name, default);
        Assert.False(await second.TakeAsync(db, Name, Long, default));
        await first.ReleaseAsync(db, Name, default);
        Assert.True(await second.TakeAsync(db, Name, Long, default));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whoever_sleeps_past_the_end_of_a_lease_may_not_write(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider);
        await using var db = house.OpenDb();
        var (sleeper, next) = (new Leases(TimeProvider.System), new Leases(TimeProvider.System));

        Assert.True(await sleeper.TakeAsync(db, Name, Duration.Zero, default));
        Assert.False(await sleeper.HoldAsync(db, Name, default));
        Assert.True(await next.TakeAsync(db, Name, Long, default));

        Assert.False(await sleeper.HoldAsync(db, Name, default));
        Assert.False(await sleeper.TakeAsync(db, Name, Long, default));
        Assert.True(await next.HoldAsync(db, Name, default));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_many_that_ask_at_once_one_gets_it(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var db = house.OpenDb();
            return await new Leases(TimeProvider.System).TakeAsync(db, Name, Long, default);
        })));

        Assert.Single(answers, taken => taken);
    }

    [Fact]
    public async Task On_the_embedded_database_the_clock_of_the_house_ends_a_lease()
    {
        await using var house = await HouseServices.OpenAsync();
        await using var db = house.OpenDb();
        var clock = Hours.At(Some.Noon);
        var (first, second) = (new Leases(clock), new Leases(clock));
        await first.TakeAsync(db, Name, Long, default);

        clock.Advance(TimeSpan.FromHours(1));

        Assert.True(await second.TakeAsync(db, Name, Long, default));
    }
}
