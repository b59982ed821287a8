using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>What is owed at once leaves at once, many things together.</summary>
public sealed class DispatchTests : AlertsInTime
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_owed_at_once_leaves_at_once(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing);
        await house.Services.PublishAsync("017", Some.Tender());

        await house.PassAsync();

        var letter = Assert.Single(house.Letters());
        Assert.Equal("Nairobi County Water Works: Billing software for the water works", letter.Subject);
        Assert.Equal("amina@example.org", letter.To.Mailboxes.Single().Address);
        Assert.Equal(ObligationState.Done, Assert.Single(await house.OwedAsync()).State);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task More_than_twenty_in_ten_minutes_become_one_letter(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing);
        await house.PublishManyAsync(0, 19);
        await house.PassAsync();
        Assert.Equal(19, house.Letters().Count);

        Clock.Advance(TimeSpan.FromMinutes(1));
        await house.PublishManyAsync(19, 27);
        await house.PassAsync();
        Assert.Equal(19, house.Letters().Count);

        Clock.Advance(TimeSpan.FromMinutes(10));
        await house.PassAsync();

        Assert.Equal(20, house.Letters().Count);
        Assert.All(await house.OwedAsync(), owed => Assert.Equal(ObligationState.Done, owed.State));
        Assert.EndsWith("and 7 more", house.Letters()[^1].Subject, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Withdrawn_while_its_letter_waits_it_is_not_told(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing);
        var item = await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();
        await house.Get<Dispatch>().RunAsync(CancellationToken.None);

        await house.MoveAsync(item.Id, State.Withdrawn);
        await house.PassAsync();

        Assert.Empty(house.Letters());
    }
}
