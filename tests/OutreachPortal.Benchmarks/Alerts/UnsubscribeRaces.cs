using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Data;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Benchmarks.Alerts;

/// <summary>
/// Races between a click on "unsubscribe" and the letter that is on its way. In the transaction of the click stands
/// whether a postman held the letter already; where none did, none must leave.
/// </summary>
internal static class UnsubscribeRaces
{
    const int AtOnce = 50;

    public static async Task<int> RunAsync(int races)
    {
        await using var town = await Town.OpenAsync(serving: false);
        var (late, inTime, sent) = (0, 0, 0);
        var length = TimeSpan.FromMilliseconds(500);
        for (var from = 0; from < races; from += AtOnce)
        {
            var since = SystemClock.Instance.GetCurrentInstant() - Duration.FromHours(1);
            var people = await SettleAsync(town, from, since);
            await town.PublishAsync(from, 1);
            var pass = Task.Run(() => PassAsync(town));
            var clicks = people.Select(one => Task.Run(() => ClickAsync(town, one, length * Random.Shared.NextDouble()))).ToList();
            var free = (await Task.WhenAll(clicks)).Where(click => !click.WasHeld).Select(click => click.Person).ToHashSet();
            // The clicks of the next races fall on the whole of a pass and a little beyond.
            length = await pass * 1.5;
            await PassAsync(town);
            await using var db = town.OpenDb();
            var accepted = await db.Deliveries.Where(letter => letter.State == DeliveryState.Accepted)
                .Select(letter => letter.Recipient).ToHashSetAsync();
            late += free.Count(accepted.Contains);
            inTime += free.Count;
            sent += people.Count(one => accepted.Contains(one.Person));
        }
        AlertsBench.Say($"{races:N0} races: {inTime:N0} clicks came before a postman, {sent:N0} letters had left, {late} left after the click");
        return late == 0 ? 0 : 1;
    }

    static async Task<List<(Guid Person, Guid Alert)>> SettleAsync(Town town, int from, Instant since)
    {
        await using var db = town.OpenDb();
        var criteria = await SharedCriteria.KeepAsync(
            db, Criteria.Everything with { Query = $"\"number {from}\"" }, SystemClock.Instance.GetCurrentInstant(), CancellationToken.None);
        List<(Guid Person, Guid Alert)> people = [];
        for (var number = from; number < from + AtOnce; number++)
        {
            var person = new Subscriber
            {
                Id = Guid.CreateVersion7(), CreatedAt = since, Email = $"p{number}@example.org", EmailKey = $"p{number}@example.org",
                State = SubscriberState.Active, Language = "en", Zone = "Etc/UTC", ActedAt = since,
            };
            var alert = new Subscription
            {
                Id = Guid.CreateVersion7(), SubscriberId = person.Id, CriteriaId = criteria, Frequency = Frequency.Immediate,
                Language = "en", AskedAt = since, StartedAt = since, Source = "results",
            };
            db.AddRange(person, alert);
            people.Add((person.Id, alert.Id));
        }
        await db.SaveChangesAsync();
        return people;
    }

    static async Task<TimeSpan> PassAsync(Town town)
    {
        var started = Stopwatch.GetTimestamp();
        await town.Services.GetRequiredService<Matcher>().FollowAsync(CancellationToken.None);
        await town.Services.GetRequiredService<Dispatch>().RunAsync(CancellationToken.None);
        await town.Services.GetRequiredService<Postman>().RunAsync();
        return Stopwatch.GetElapsedTime(started);
    }

    static async Task<(Guid Person, bool WasHeld)> ClickAsync(Town town, (Guid Person, Guid Alert) one, TimeSpan after)
    {
        await Task.Delay(after);
        await using var db = town.OpenDb();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await town.Services.GetRequiredService<Endings>().EndAsync(db, [one.Alert], EndReason.Unsubscribed, CancellationToken.None);
        var held = await db.Deliveries.AnyAsync(letter => letter.Recipient == one.Person
            && letter.State != DeliveryState.Pending && letter.State != DeliveryState.Cancelled && letter.State != DeliveryState.Deferred);
        await transaction.CommitAsync();
        return (one.Person, held);
    }
}
