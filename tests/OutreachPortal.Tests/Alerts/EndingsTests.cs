using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>An alert that ends takes along what it owes.</summary>
public sealed class EndingsTests : AlertsInTime
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_alert_that_ends_cancels_what_is_owed_unless_another_asks_for_it(string provider)
    {
        await using var house = await OpenAsync(provider);
        var fast = await house.WatchAsync("amina", Billing);
        var daily = await house.WatchAsync("amina", Criteria.Everything.With("country", "KE"), Frequency.Daily);
        var alone = await house.WatchAsync("bishal", Billing);
        await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();

        await house.EndAsync(fast);
        await house.EndAsync(alone);
        await house.PassAsync();
        Assert.Empty(house.Letters());
        await PassAtAsync(house, 2026, 11, 16, 8, 0);

        Assert.Equal("amina@example.org", Assert.Single(house.Letters()).To.Mailboxes.Single().Address);
        Assert.Contains(await house.OwedAsync(), owed => owed.SubscriptionId == daily.Id && owed.State == ObligationState.Done);
        Assert.Contains(await house.OwedAsync(), owed => owed.SubscriptionId == alone.Id && owed.State == ObligationState.Cancelled);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_alert_that_ends_takes_back_a_letter_that_no_postman_holds(string provider)
    {
        await using var house = await OpenAsync(provider);
        var alert = await house.WatchAsync("amina", Billing);
        await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();
        await house.Get<Dispatch>().RunAsync(CancellationToken.None);

        await house.EndAsync(alert);
        await house.PassAsync();

        Assert.Empty(house.Letters());
        Assert.Equal(DeliveryState.Cancelled, await house.AskAsync(db => db.Deliveries.Select(letter => letter.State).SingleAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Another_frequency_takes_what_is_still_owed_along(string provider)
    {
        await using var house = await OpenAsync(provider);
        var weekly = await house.WatchAsync("amina", Billing, Frequency.Weekly);
        await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();

        await house.EndAsync(weekly.Id, EndReason.Changed, Now);
        var fast = await house.WatchAsync("amina", Billing, since: Now);
        await using (var db = house.OpenDb()) await house.Get<Ledger>().MoveAsync(db, weekly.Id, fast, "Etc/UTC");
        await house.PassAsync();
        await PassAtAsync(house, 2026, 11, 16, 9, 0);

        Assert.Single(house.Letters());
    }
}
