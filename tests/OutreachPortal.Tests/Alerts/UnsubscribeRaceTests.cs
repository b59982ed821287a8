using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>The short form of ten thousand races; the long one is a benchmark.</summary>
public sealed class UnsubscribeRaceTests
{
    const int Races = 24;

    /// <summary>On SQLite, where one writer after the other makes "before" and "after" exact.</summary>
    [Fact]
    public async Task No_letter_leaves_after_a_click_that_came_before_its_postman()
    {
        await using var house = await HouseServices.OpenAsync(recipe: "minimal", clock: Hours.At(Some.Noon));
        List<Subscription> alerts = [];
        for (var person = 0; person < Races; person++) alerts.Add(await house.WatchAsync($"person{person}", Criteria.Everything));
        await house.Services.PublishAsync("017", Some.Tender());

        var pass = house.PassAsync();
        var free = new HashSet<Guid>();
        foreach (var alert in alerts)
        {
            if (!await ClickAsync(house, alert)) free.Add(alert.SubscriberId);
        }
        await pass;
        await house.PassAsync();

        var had = await house.AskAsync(db => db.Deliveries.Where(letter => letter.State == DeliveryState.Accepted)
            .Select(letter => letter.Recipient).ToHashSetAsync());
        Assert.Empty(free.Intersect(had));
        Assert.DoesNotContain(
            await house.OwedAsync(), owed => owed.State is ObligationState.Owed or ObligationState.Batched);
    }

    /// <summary>Whether a postman held the letter as the click was written down.</summary>
    static async Task<bool> ClickAsync(HouseServices house, Subscription alert)
    {
        await using var db = house.OpenDb();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await house.Get<Endings>().EndAsync(db, [alert.Id], EndReason.Unsubscribed, CancellationToken.None);
        var held = await db.Deliveries.AnyAsync(letter => letter.Recipient == alert.SubscriberId
            && letter.State != DeliveryState.Pending && letter.State != DeliveryState.Deferred
            && letter.State != DeliveryState.Cancelled);
        await transaction.CommitAsync();
        return held;
    }
}
