using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Mail;

namespace OutreachPortal.Alerts;

/// <summary>What is kept, and for how long: the page shows this list, and the clearing up obeys it.</summary>
/// <param name="Key">Of the phrase that says what it is.</param>
/// <param name="Days">How long.</param>
public sealed record RetentionRule(string Key, int Days);

/// <summary>
/// Clears away what nobody needs any more, a thousand rows in a transaction. A run that is killed is finished by the
/// next; a second run finds nothing.
/// </summary>
internal sealed class Retention(
    IDbContextFactory<PortalDb> databases, IOptions<AlertsOptions> options, TimeProvider clock)
{
    const int AtOnce = 1_000;
    const int IdleCriteriaDays = 7;

    readonly AlertsOptions _limits = options.Value;

    public IReadOnlyList<RetentionRule> Rules =>
    [
        new("unconfirmed", _limits.ConfirmWithinDays),
        new("address", _limits.KeepAddressDays),
        new("sign-ups", _limits.KeepSignUpDays),
        new("events", _limits.KeepProviderEventDays),
        new("deliveries", _limits.KeepDeliveryDays),
        new("criteria", IdleCriteriaDays),
    ];

    /// <summary>What was cleared away, by the key of its rule.</summary>
    public async Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow()).ToMicroseconds();
        Dictionary<string, int> cleared = [];
        foreach (var rule in Rules)
        {
            cleared[rule.Key] = await RepeatAsync(rule, now, cancellation);
        }
        return cleared;
    }

    async Task<int> RepeatAsync(RetentionRule rule, Instant now, CancellationToken cancellation)
    {
        var sum = 0;
        while (true)
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            var count = await ClearAsync(db, rule, now, cancellation);
            await transaction.CommitAsync(cancellation);
            sum += count;
            if (count < AtOnce) return sum;
        }
    }

    static Task<int> ClearAsync(PortalDb db, RetentionRule rule, Instant now, CancellationToken cancellation)
    {
        var before = now - Duration.FromDays(rule.Days);
        return rule.Key switch
        {
            "unconfirmed" => UnconfirmedAsync(db, before, now, cancellation),
            "address" => AddressesAsync(db, before, now, cancellation),
            "sign-ups" => SignUpsAsync(db, before, cancellation),
            "events" => EventsAsync(db, before, cancellation),
            "deliveries" => DeliveriesAsync(db, before, cancellation),
            _ => CriteriaAsync(db, before, cancellation),
        };
    }

    /// <summary>Alerts that nobody confirmed, and people who have nothing but those.</summary>
    static async Task<int> UnconfirmedAsync(
        PortalDb db, Instant before, Instant now, CancellationToken cancellation)
    {
        var alerts = await db.Subscriptions
            .Where(alert => alert.StartedAt == null && alert.ConfirmBefore <= now
                && !db.Obligations.Any(owed => owed.SubscriptionId == alert.Id))
            .OrderBy(alert => alert.Id).Take(AtOnce).ToListAsync(cancellation);
        db.Subscriptions.RemoveRange(alerts);
        await db.SaveChangesAsync(cancellation);
        var people = await db.Subscribers
            .Where(person => person.State == SubscriberState.Unconfirmed && person.CreatedAt <= before
                && !db.Subscriptions.Any(alert => alert.SubscriberId == person.Id)
                && !db.UnsubscribeTokens.Any(token => token.SubscriberId == person.Id))
            .OrderBy(person => person.Id).Take(AtOnce).ToListAsync(cancellation);
        db.Subscribers.RemoveRange(people);
        await db.SaveChangesAsync(cancellation);
        return Math.Max(alerts.Count, people.Count);
    }

    /// <summary>
    /// Whoever has had no alert for that long: the row stays and explains what was sent, the address goes.
    /// </summary>
    static async Task<int> AddressesAsync(
        PortalDb db, Instant before, Instant now, CancellationToken cancellation)
    {
        var people = await db.Subscribers
            .Where(person => person.Email != null && person.State != SubscriberState.Unconfirmed
                && !db.Subscriptions.Any(alert => alert.SubscriberId == person.Id
                    && (alert.EndedAt == null || alert.EndedAt > before)))
            .OrderBy(person => person.Id).Take(AtOnce).ToListAsync(cancellation);
        foreach (var person in people) person.Erase(now);
        await db.SaveChangesAsync(cancellation);
        return people.Count;
    }

    static async Task<int> SignUpsAsync(PortalDb db, Instant before, CancellationToken cancellation)
    {
        var rows = await db.SignUps.Where(row => row.At <= before).OrderBy(row => row.At).Take(AtOnce)
            .Select(row => row.Id).ToListAsync(cancellation);
        return await db.SignUps.Where(row => EF.Parameter(rows).Contains(row.Id)).ExecuteDeleteAsync(cancellation);
    }

    static async Task<int> EventsAsync(PortalDb db, Instant before, CancellationToken cancellation)
    {
        var rows = await db.ProviderEvents.Where(row => row.ReceivedAt <= before).OrderBy(row => row.ReceivedAt)
            .Take(AtOnce).Select(row => row.Id).ToListAsync(cancellation);
        return await db.ProviderEvents.Where(row => EF.Parameter(rows).Contains(row.Id))
            .ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Single letters go; how many there were of each day stays.</summary>
    static async Task<int> DeliveriesAsync(PortalDb db, Instant before, CancellationToken cancellation) =>
        Math.Max(await LettersAsync(db, before, cancellation), await OwedAsync(db, before, cancellation));

    static async Task<int> LettersAsync(PortalDb db, Instant before, CancellationToken cancellation)
    {
        var rows = await db.Deliveries.Where(row => row.CreatedAt <= before).OrderBy(row => row.CreatedAt)
            .Take(AtOnce).Select(row => new { row.Id, row.CreatedAt, row.Kind, row.State }).ToListAsync(cancellation);
        var ids = rows.ConvertAll(row => row.Id);
        await db.DeliveryAttempts.Where(row => EF.Parameter(ids).Contains(row.DeliveryId))
            .ExecuteDeleteAsync(cancellation);
        Check(rows.Count, await db.Deliveries.Where(row => EF.Parameter(ids).Contains(row.Id))
            .ExecuteDeleteAsync(cancellation));
        await DayTotal.AddAsync(
            db, DayTotal.Letters, rows.Select(row => (row.CreatedAt, (Enum)row.Kind, (Enum)row.State)), cancellation);
        return rows.Count;
    }

    /// <summary>Numbers rise with time: the first rows are the oldest, and no index is kept on the hour.</summary>
    static async Task<int> OwedAsync(PortalDb db, Instant before, CancellationToken cancellation)
    {
        var oldest = await db.Obligations.OrderBy(row => row.Id).Take(AtOnce)
            .Select(row => new { row.Id, row.OwedAt, row.Frequency, row.State }).ToListAsync(cancellation);
        var rows = oldest.FindAll(row => row.OwedAt <= before);
        var ids = rows.ConvertAll(row => row.Id);
        Check(rows.Count, await db.Obligations.Where(row => EF.Parameter(ids).Contains(row.Id))
            .ExecuteDeleteAsync(cancellation));
        await DayTotal.AddAsync(
            db, DayTotal.Owed, rows.Select(row => (row.OwedAt, (Enum)row.Frequency, (Enum)row.State)), cancellation);
        return rows.Count;
    }

    /// <summary>Rows that somebody else cleared away meanwhile were counted there: this run begins anew.</summary>
    static void Check(int read, int cleared)
    {
        if (read != cleared) throw new InvalidOperationException("Another process clears up the same letters.");
    }

    /// <summary>What somebody typed and nobody waits for.</summary>
    static async Task<int> CriteriaAsync(PortalDb db, Instant before, CancellationToken cancellation)
    {
        var rows = await db.SharedCriteria
            .Where(row => row.CreatedAt <= before && !db.Subscriptions.Any(alert => alert.CriteriaId == row.Id))
            .OrderBy(row => row.Id).Take(AtOnce).Select(row => row.Id).ToListAsync(cancellation);
        return await db.SharedCriteria.Where(row => EF.Parameter(rows).Contains(row.Id))
            .ExecuteDeleteAsync(cancellation);
    }
}
