using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

/// <summary>Several processes on one database keep to one rate together.</summary>
public sealed class CrewTests
{
    const int Rate = 300;

    readonly FakeTimeProvider _clock = Hours.At(Some.Noon);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_processes_share_the_rate_and_one_that_leaves_gives_its_part_back(string provider)
    {
        await using var plot = await Plot.OfAsync(provider);
        await using var one = await HouseServices.OnAsync(plot, "minimal", _clock);
        await using var other = await HouseServices.OnAsync(plot, "minimal", _clock);
        await KeepAsync(one);
        Assert.Equal(Rate, Most(one));

        await KeepAsync(other);
        await KeepAsync(one);
        Assert.Equal((Rate / 2, Rate / 2), (Most(one), Most(other)));

        await other.Get<Crew>().LeaveAsync(CancellationToken.None);
        await KeepAsync(one);
        Assert.Equal(Rate, Most(one));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_part_of_the_dead_is_free_when_their_lease_ends(string provider)
    {
        await using var plot = await Plot.OfAsync(provider);
        await using var one = await HouseServices.OnAsync(plot, "minimal", _clock);
        await using var dead = await HouseServices.OnAsync(plot, "minimal", _clock);
        await KeepAsync(dead);
        await KeepAsync(one);
        Assert.Equal(Rate / 2, Most(one));

        await one.AskAsync(db => db.Leases.Where(lease => lease.Name.StartsWith("mail.postman/"))
            .ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Until, NodaConstants.UnixEpoch)));
        await KeepAsync(one);

        Assert.Equal(Rate, Most(one));
        Assert.Equal(1, await one.AskAsync(db => db.Leases.CountAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_postman_asks_the_database_seldom(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider, "minimal", _clock);
        await KeepAsync(house);
        await house.AskAsync(db => db.Leases.ExecuteDeleteAsync());

        await house.Get<Crew>().KeepAsync(CancellationToken.None);
        Assert.Equal(0, await house.AskAsync(db => db.Leases.CountAsync()));
        await KeepAsync(house);
        Assert.Equal(1, await house.AskAsync(db => db.Leases.CountAsync()));
    }

    async Task KeepAsync(HouseServices house)
    {
        _clock.Advance(TimeSpan.FromSeconds(6));
        await house.Get<Crew>().KeepAsync(CancellationToken.None);
    }

    /// <summary>A bucket that has had its time is full.</summary>
    int Most(HouseServices house)
    {
        _clock.Advance(TimeSpan.FromSeconds(2));
        return house.Get<TokenBucket>().Available;
    }
}
