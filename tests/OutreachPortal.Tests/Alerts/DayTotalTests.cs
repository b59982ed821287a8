using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>Letters leave after 400 days; how many there were stays.</summary>
public sealed class DayTotalTests
{
    static readonly LocalDate First = Some.Noon.InUtc().Date;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_letters_that_are_cleared_away_their_number_stays(string provider)
    {
        await using var house = await AgingHouse.OpenAsync(provider);
        await PutAsync(house, LetterKind.Daily, DeliveryState.Accepted, count: 1_200);
        await PutAsync(house, LetterKind.Daily, DeliveryState.Failed, count: 1);
        await house.AfterAsync(days: 1);
        await PutAsync(house, LetterKind.Weekly, DeliveryState.Accepted, count: 2);

        await house.AfterAsync(days: 399);
        Assert.Equal(
            [(First, "Daily", "Accepted", 1_200), (First, "Daily", "Failed", 1)],
            await TotalsAsync(house, DayTotal.Letters));
        Assert.Equal(2, await house.CountAsync(db => db.Deliveries));
        await house.AfterAsync(days: 1);
        await house.AfterAsync(days: 0);

        Assert.Equal(
            [
                (First, "Daily", "Accepted", 1_200), (First, "Daily", "Failed", 1),
                (First.PlusDays(1), "Weekly", "Accepted", 2),
            ],
            await TotalsAsync(house, DayTotal.Letters));
        Assert.Equal(0, await house.CountAsync(db => db.Deliveries));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_a_later_run_clears_away_of_the_same_day_is_added(string provider)
    {
        await using var house = await AgingHouse.OpenAsync(provider);
        var then = house.Now;
        await PutAsync(house, LetterKind.Immediate, DeliveryState.Accepted, count: 2);
        await house.AfterAsync(days: 400);

        await PutAsync(house, LetterKind.Immediate, DeliveryState.Accepted, count: 3, then);
        await house.AfterAsync(days: 0);

        Assert.Equal([(First, "Immediate", "Accepted", 5)], await TotalsAsync(house, DayTotal.Letters));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_what_was_owed_stays_how_often_and_what_became_of_it(string provider)
    {
        await using var house = await AgingHouse.OpenAsync(provider);
        var item = await house.House.Services.PublishAsync("017", Some.Tender());
        var alert = await house.SubscribeAsync("gone@example.org");
        await house.DoAsync(db =>
        {
            foreach (var state in new[] { ObligationState.Done, ObligationState.Done, ObligationState.Expired })
            {
                db.Obligations.Add(new Obligation
                {
                    SubscriberId = alert.SubscriberId, Occasion = $"{Guid.NewGuid()}", OpportunityId = item.Id, Revision = 1,
                    SubscriptionId = alert.Id, Frequency = Frequency.Daily, OwedAt = house.Now, DueAt = house.Now,
                    State = state,
                });
            }
        });

        await house.AfterAsync(days: 400);

        Assert.Equal(
            [(First, "Daily", "Done", 2), (First, "Daily", "Expired", 1)], await TotalsAsync(house, DayTotal.Owed));
        Assert.Equal(0, await house.CountAsync(db => db.Obligations));
    }

    static Task PutAsync(AgingHouse house, LetterKind kind, DeliveryState state, int count, Instant? at = null) =>
        house.DoAsync(db =>
        {
            for (var i = 0; i < count; i++)
            {
                var letter = db.Deliveries.Add(new Delivery
                {
                    Id = Guid.CreateVersion7(), Recipient = Guid.NewGuid(), Kind = kind, Slot = $"{i}",
                    Priority = Lane.Of(kind), NotBefore = at ?? house.Now, CreatedAt = at ?? house.Now,
                });
                letter.Property(row => row.State).CurrentValue = state;
            }
        });

    static async Task<List<(LocalDate, string, string, long)>> TotalsAsync(AgingHouse house, string what)
    {
        await using var db = house.House.OpenDb();
        var days = await db.DayTotals.AsNoTracking().Where(day => day.What == what)
            .OrderBy(day => day.Date).ThenBy(day => day.Kind).ThenBy(day => day.State).ToListAsync();
        return days.ConvertAll(day => (day.Date, day.Kind, day.State, day.Total));
    }
}
