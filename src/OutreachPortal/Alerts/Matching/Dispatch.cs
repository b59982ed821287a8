using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using OutreachPortal.Data;
using OutreachPortal.Mail;

namespace OutreachPortal.Alerts;

/// <summary>
/// Puts what is owed at once into letters, one for each occasion. Whoever would get more than twenty in ten minutes
/// gets one letter for the rest of those ten minutes instead. What a letter holds is settled in the transaction that
/// makes it.
/// </summary>
internal sealed class Dispatch(
    IDbContextFactory<PortalDb> databases, Tenures tenures, Ledger ledger, TimeProvider clock)
{
    public const int LettersInTenMinutes = 20;

    static readonly Duration Bucket = Duration.FromMinutes(10);

    /// <returns>How many letters were put in the post. The caller holds the matcher's lease.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await ledger.SettleEndedAsync(db, Now, cancellation);
        for (var letters = 0; ;)
        {
            var due = await DueAsync(db, cancellation);
            if (due.Count == 0) return letters;
            letters += await PutAsync(db, due, cancellation);
        }
    }

    async Task<List<Due>> DueAsync(PortalDb db, CancellationToken cancellation)
    {
        var now = Now;
        var due = await (
            from obligation in db.Obligations.AsNoTracking()
            join subscription in db.Subscriptions on obligation.SubscriptionId equals subscription.Id
            where obligation.State == ObligationState.Owed && obligation.DueAt <= now
                && obligation.Frequency == Frequency.Immediate && subscription.EndedAt == null
                && (subscription.PausedUntil == null || subscription.PausedUntil <= now)
                && (obligation.ExpiresAt == null || obligation.ExpiresAt > now)
            orderby obligation.DueAt, obligation.SubscriberId, obligation.Id
            select new Due(
                obligation.Id, obligation.SubscriberId, obligation.Occasion, obligation.DueAt,
                obligation.DueAt > obligation.OwedAt, obligation.ExpiresAt))
            .Take(Ledger.RowsAtOnce).ToListAsync(cancellation);
        return due.Count < Ledger.RowsAtOnce ? due : WithoutTheLast(due);
    }

    /// <summary>A person cut in two by the limit is counted whole next time, if it is not the only one.</summary>
    static List<Due> WithoutTheLast(List<Due> due)
    {
        var last = due[^1].Person;
        return due.Exists(one => one.Person != last) ? due.FindAll(one => one.Person != last) : due;
    }

    async Task<int> PutAsync(PortalDb db, List<Due> due, CancellationToken cancellation)
    {
        var busy = await BusyAsync(
            db, [.. due.Where(one => !one.Waited).Select(one => one.Person).Distinct()], cancellation);
        var held = due.Where(one => !one.Waited && busy.Contains(one.Person)).ToList();
        var letters = due.Except(held)
            .GroupBy(one => (one.Person, Slot: one.Waited ? SlotOf(one.DueAt) : one.Occasion))
            .Select(letter => (
                Delivery: LetterOf(letter.Key.Person, letter.Key.Slot, [.. letter]), Holds: letter.ToList()))
            .ToList();
        await tenures.Matching.ProlongAsync(db, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await tenures.Matching.HoldAsync(db, cancellation);
        await HoldBackAsync(db, held, cancellation);
        var put = await Postbag.PutAsync(db, [.. letters.Select(letter => letter.Delivery)], cancellation);
        await EncloseAsync(db, letters, cancellation);
        await transaction.CommitAsync(cancellation);
        return put;
    }

    /// <summary>Those who came to be owed more than their measure in the last ten minutes.</summary>
    async Task<HashSet<Guid>> BusyAsync(PortalDb db, List<Guid> people, CancellationToken cancellation)
    {
        var since = Now - Bucket;
        var counts = await db.Obligations
            .Where(obligation => EF.Parameter(people).Contains(obligation.SubscriberId)
                && obligation.Frequency == Frequency.Immediate && obligation.OwedAt > since)
            .GroupBy(obligation => obligation.SubscriberId)
            .Where(person => person.Count() > LettersInTenMinutes)
            .Select(person => person.Key).ToListAsync(cancellation);
        return [.. counts];
    }

    /// <summary>Until the end of these ten minutes; that they waited is how they are known then.</summary>
    async Task HoldBackAsync(PortalDb db, List<Due> held, CancellationToken cancellation)
    {
        var until = EndOfBucket(Now);
        foreach (var some in held.Chunk(Ledger.RowsAtOnce))
        {
            var ids = some.Select(one => one.Id).ToList();
            await db.Obligations.Where(obligation => EF.Parameter(ids).Contains(obligation.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(obligation => obligation.DueAt, until), cancellation);
        }
    }

    static Task<int> EncloseAsync(
        PortalDb db, List<(Delivery Delivery, List<Due> Holds)> letters, CancellationToken cancellation) =>
        Rows.EachAsync(
            db, "UPDATE obligations SET state = 'Batched', delivery_id = enclosed.column2 FROM (",
            [.. letters.SelectMany(letter => letter.Holds.Select(one => new object?[] { one.Id, letter.Delivery.Id }))],
            ") AS enclosed WHERE obligations.id = enclosed.column1 AND obligations.state = 'Owed' "
                + "AND EXISTS (SELECT 1 FROM deliveries WHERE deliveries.id = enclosed.column2)", cancellation);

    Delivery LetterOf(Guid person, string slot, IReadOnlyList<Due> holds) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()), Recipient = person, Kind = LetterKind.Immediate, Slot = slot,
        Priority = Lane.Of(LetterKind.Immediate), NotBefore = Now, CreatedAt = Now,
        ExpiresAt = holds.Any(one => one.ExpiresAt is null) ? null : holds.Max(one => one.ExpiresAt),
    };

    /// <summary>The ten minutes that ended then.</summary>
    static string SlotOf(Instant end) => $"until:{InstantPattern.General.Format(end)}";

    static Instant EndOfBucket(Instant now) => NodaConstants.UnixEpoch
        + Bucket * (long)Math.Floor((now - NodaConstants.UnixEpoch) / Bucket + 1);

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    sealed record Due(long Id, Guid Person, string Occasion, Instant DueAt, bool Waited, Instant? ExpiresAt);
}
