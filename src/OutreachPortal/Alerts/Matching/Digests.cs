using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;
using OutreachPortal.Data;
using OutreachPortal.Mail;

namespace OutreachPortal.Alerts;

/// <summary>
/// Makes the letters of a morning, zone by zone. They hold whatever is owed and due, not what happened in a window:
/// what is matched late waits for the next one, and what several mornings missed goes into one.
/// </summary>
internal sealed class Digests(
    IDbContextFactory<PortalDb> databases, Tenures tenures, Ledger ledger, TimeProvider clock, AlertFigures figures,
    ILogger<Digests> log)
{
    const int PeopleAtOnce = 1_000;

    /// <summary>How long a morning waits for the matcher before it goes on without what is not matched yet.</summary>
    static readonly Duration Patience = Duration.FromMinutes(5);

    /// <returns>How many letters were put in the post; null where another process is at it.</returns>
    public async Task<int?> RunAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!await tenures.Digests.KeepAsync(db, cancellation)) return null;
        var letters = 0;
        foreach (var (frequency, zone) in await DueAsync(db, cancellation))
            letters += await MakeAsync(db, frequency, zone, cancellation);
        return letters;
    }

    /// <summary>The zones in which something is owed whose morning has come.</summary>
    async Task<List<(Frequency Frequency, string Zone)>> DueAsync(PortalDb db, CancellationToken cancellation)
    {
        var now = Now;
        var due = await (
            from obligation in db.Obligations
            join subscriber in db.Subscribers on obligation.SubscriberId equals subscriber.Id
            where obligation.State == ObligationState.Owed && obligation.DueAt <= now
                && obligation.Frequency != Frequency.Immediate
            select new { obligation.Frequency, subscriber.Zone }).Distinct().ToListAsync(cancellation);
        return [.. due.Select(one => (one.Frequency, one.Zone)).Order()];
    }

    async Task<int> MakeAsync(PortalDb db, Frequency frequency, string zone, CancellationToken cancellation)
    {
        var date = DigestHour.Last(frequency, zone, Now);
        var at = DigestHour.At(date, zone);
        if (Now < at + Patience && await IsAwaitedAsync(db, at, cancellation)) return 0;
        var run = await RunOfAsync(db, frequency, zone, date, at, cancellation);
        if (run.FinishedAt is not null) return 0;
        await ledger.ExpireAsync(db, cancellation);
        await ledger.SettleEndedAsync(db, at, cancellation);
        var letters = 0;
        for (Guid? last = Guid.Empty; last is not null;)
        {
            await tenures.Digests.ProlongAsync(db, cancellation);
            var people = await PeopleAsync(db, frequency, zone, date, at, last.Value, cancellation);
            letters += await PutAsync(db, frequency, date, at, people, cancellation);
            last = people.Count < PeopleAtOnce ? null : people[^1];
        }
        await FinishAsync(db, run, letters, cancellation);
        return letters;
    }

    /// <summary>Something that was public before this morning is not matched yet.</summary>
    static Task<bool> IsAwaitedAsync(PortalDb db, Instant at, CancellationToken cancellation) =>
        db.Journal.OrderByDescending(entry => entry.Sequence).Take(1_000)
            .AnyAsync(
                entry => entry.At < at && !db.MatchedEntries.Any(matched => matched.Sequence == entry.Sequence),
                cancellation);

    async Task<DigestRun> RunOfAsync(
        PortalDb db, Frequency frequency, string zone, LocalDate date, Instant at, CancellationToken cancellation)
    {
        var run = await db.DigestRuns.FindAsync([frequency, date, zone], cancellation);
        if (run is not null) return run;
        run = new DigestRun { Frequency = frequency, Date = date, Zone = zone, DueAt = at };
        db.DigestRuns.Add(run);
        await db.SaveChangesAsync(cancellation);
        return run;
    }

    /// <summary>
    /// People of the zone to whom something is due and who had no letter of that date, in their order.
    /// </summary>
    async Task<List<Guid>> PeopleAsync(
        PortalDb db, Frequency frequency, string zone, LocalDate date, Instant at, Guid after,
        CancellationToken cancellation)
    {
        var (kind, slot, now) = (KindOf(frequency), LocalDatePattern.Iso.Format(date), Now);
        return await db.Subscribers.AsNoTracking()
            .Where(person => person.Zone == zone && person.Id.CompareTo(after) > 0
                && db.Obligations.Any(obligation => obligation.SubscriberId == person.Id
                    && obligation.State == ObligationState.Owed && obligation.Frequency == frequency
                    && obligation.DueAt <= at && db.Subscriptions.Any(subscription =>
                        subscription.Id == obligation.SubscriptionId && subscription.EndedAt == null
                        && (subscription.PausedUntil == null || subscription.PausedUntil <= now)))
                && !db.Deliveries.Any(delivery =>
                    delivery.Recipient == person.Id && delivery.Kind == kind && delivery.Slot == slot))
            .OrderBy(person => person.Id).Select(person => person.Id)
            .Take(PeopleAtOnce).ToListAsync(cancellation);
    }

    async Task<int> PutAsync(
        PortalDb db, Frequency frequency, LocalDate date, Instant at, List<Guid> people, CancellationToken cancellation)
    {
        if (people.Count == 0) return 0;
        var letters = people.Select(person => LetterOf(person, frequency, date)).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await tenures.Digests.HoldAsync(db, cancellation);
        var put = await Postbag.PutAsync(db, letters, cancellation);
        // The state is written as an expression so that SQLite looks people up, and not all that is due for each of
        // them.
        await Rows.EachAsync(
            db, "UPDATE obligations SET state = 'Batched', delivery_id = enclosed.column2 FROM (",
            [.. letters.Select(letter => new object?[] { letter.Recipient, letter.Id })],
            $"""
            ) AS enclosed WHERE obligations.subscriber_id = enclosed.column1 AND obligations.state || '' = 'Owed'
            AND obligations.frequency = '{frequency}' AND obligations.due_at <= {Rows.Column(at)}
            AND EXISTS (SELECT 1 FROM deliveries WHERE deliveries.id = enclosed.column2)
            AND EXISTS (SELECT 1 FROM subscriptions WHERE subscriptions.id = obligations.subscription_id
                AND subscriptions.ended_at IS NULL
                AND (subscriptions.paused_until IS NULL OR subscriptions.paused_until <= {Rows.Column(Now)}))
            """, cancellation);
        await transaction.CommitAsync(cancellation);
        return put;
    }

    async Task FinishAsync(PortalDb db, DigestRun run, int letters, CancellationToken cancellation)
    {
        (run.FinishedAt, run.Letters) = (Now, letters);
        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
        figures.DigestFinished(Now - run.DueAt);
        log.LogInformation(
            "{Letters} letters of the {Frequency} digest of {Date} in {Zone} are made",
            letters, run.Frequency, run.Date, run.Zone);
    }

    Delivery LetterOf(Guid person, Frequency frequency, LocalDate date) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()), Recipient = person, Kind = KindOf(frequency),
        Slot = LocalDatePattern.Iso.Format(date), Priority = Lane.Of(KindOf(frequency)),
        NotBefore = Now, CreatedAt = Now,
    };

    static LetterKind KindOf(Frequency frequency) =>
        frequency == Frequency.Daily ? LetterKind.Daily : LetterKind.Weekly;

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());
}
