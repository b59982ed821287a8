using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Discovery;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;

namespace OutreachPortal.Alerts;

/// <summary>Something one person is to be told, and why.</summary>
internal sealed record Owing(Candidate By, string Occasion, long Item, int Revision, Instant At)
{
    public long? Sequence { get; init; }

    /// <summary>Null where it is worth telling however late.</summary>
    public Instant? ExpiresAt { get; init; }

    /// <summary>A reminder cannot wait for a digest.</summary>
    public bool IsUrgent { get; init; }
}

/// <summary>
/// What is owed to whom. A row says that a person is to be told of an occasion, and ends in a letter that was accepted
/// or with a reason. Writing one again changes nothing.
/// </summary>
internal sealed class Ledger(CurrentAtlas atlas, CurrentCategories categories, StandingRules rules, TimeProvider clock)
{
    public const int RowsAtOnce = 5_000;

    static readonly string[] Columns =
    [
        "subscriber_id", "occasion", "opportunity_id", "revision", "sequence", "subscription_id", "frequency",
        "owed_at", "due_at", "expires_at", "state", "reason",
    ];

    /// <returns>How many were not owed before.</returns>
    public static Task<int> OweAsync(PortalDb db, IReadOnlyList<Owing> owings, CancellationToken cancellation) =>
        Rows.InsertAsync(db, "obligations", Columns, [.. owings.Select(RowOf)], cancellation);

    /// <summary>Nobody is told first of what is over already: what no letter holds yet is struck out.</summary>
    public static Task<int> StrikeAsync(
        PortalDb db, long item, long before, Change end, CancellationToken cancellation)
    {
        var reason = OpportunityIndex.Word(end);
        return db.Obligations.Where(obligation => obligation.OpportunityId == item
                && obligation.State == ObligationState.Owed
                && (obligation.Sequence == null || obligation.Sequence < before))
            .ExecuteUpdateAsync(set => set.SetProperty(obligation => obligation.State, ObligationState.Cancelled)
                .SetProperty(obligation => obligation.Reason, reason), cancellation);
    }

    public Task<int> ExpireAsync(PortalDb db, CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        return db.Obligations
            .Where(obligation => obligation.State == ObligationState.Owed && obligation.ExpiresAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(obligation => obligation.State, ObligationState.Expired)
                .SetProperty(obligation => obligation.Reason, "deadline"), cancellation);
    }

    /// <summary>
    /// Alerts ended: what they owe and no postman holds yet is not sent. Where another alert of the same person asks
    /// for the same, it speaks from now on. Inside the caller's transaction, before or after the rows are ended.
    /// </summary>
    public async Task CancelAsync(
        PortalDb db, IReadOnlyList<Guid> subscriptions, string reason, CancellationToken cancellation = default)
    {
        var ended = subscriptions.ToList();
        var open = await db.Obligations.AsNoTracking()
            .Where(obligation => EF.Parameter(ended).Contains(obligation.SubscriptionId)
                && (obligation.State == ObligationState.Owed || obligation.State == ObligationState.Batched))
            .ToListAsync(cancellation);
        foreach (var obligation in open)
        {
            if (await HeirAsync(db, obligation, ended, cancellation) is { } heir)
                await HandOverAsync(db, obligation, heir, cancellation);
            else
                await CancelAsync(db, obligation, reason, cancellation);
        }
        await CancelEmptyAsync(
            db, [.. open.Select(obligation => obligation.DeliveryId).OfType<Guid>()], reason, cancellation);
    }

    /// <summary>
    /// An alert was changed into another of the same criteria: what is still owed follows it to its hour.
    /// </summary>
    public async Task MoveAsync(
        PortalDb db, Guid from, Subscription to, string zone, CancellationToken cancellation = default)
    {
        var due = DigestHour.DueAfter(to.Frequency, zone, Instant.FromDateTimeOffset(clock.GetUtcNow()));
        await db.Obligations
            .Where(obligation => obligation.SubscriptionId == from && obligation.State == ObligationState.Owed
                && obligation.Sequence != null)
            .ExecuteUpdateAsync(set => set.SetProperty(obligation => obligation.SubscriptionId, to.Id)
                .SetProperty(obligation => obligation.Frequency, to.Frequency)
                .SetProperty(obligation => obligation.DueAt, due), cancellation);
        await db.Obligations
            .Where(obligation => obligation.SubscriptionId == from && obligation.State == ObligationState.Owed)
            .ExecuteUpdateAsync(set => set.SetProperty(obligation => obligation.SubscriptionId, to.Id), cancellation);
    }

    /// <summary>
    /// An alert may end between the look of a matcher and its writing: what came to be owed by then is dealt with as if
    /// it had been there, before any letter is made of it.
    /// </summary>
    public async Task SettleEndedAsync(PortalDb db, Instant dueBy, CancellationToken cancellation)
    {
        var ended = await (
            from obligation in db.Obligations
            join subscription in db.Subscriptions on obligation.SubscriptionId equals subscription.Id
            where obligation.State == ObligationState.Owed && obligation.DueAt <= dueBy && subscription.EndedAt != null
            select subscription).Distinct().AsNoTracking().ToListAsync(cancellation);
        foreach (var old in ended)
        {
            var next = await db.Subscriptions.AsNoTracking().FirstOrDefaultAsync(
                other => other.SubscriberId == old.SubscriberId && other.EndedAt == null && other.StartedAt != null
                    && other.CriteriaId == old.CriteriaId && other.OpportunityId == old.OpportunityId, cancellation);
            if (old.EndReason != EndReason.Changed || next is null)
            {
                await CancelAsync(
                    db, [old.Id], OpportunityIndex.Word(old.EndReason ?? EndReason.Unsubscribed), cancellation);
                continue;
            }
            var zone = await db.Subscribers.Where(person => person.Id == old.SubscriberId)
                .Select(person => person.Zone).SingleAsync(cancellation);
            await MoveAsync(db, old.Id, next, zone, cancellation);
        }
    }

    static object?[] RowOf(Owing owing)
    {
        var frequency = owing.IsUrgent ? Frequency.Immediate : owing.By.Frequency;
        var ended = owing.By.EndedAt is not null;
        return
        [
            owing.By.Subscriber, owing.Occasion, owing.Item, owing.Revision, owing.Sequence, owing.By.Subscription,
            frequency.ToString(), Rows.Column(owing.At),
            Rows.Column(DigestHour.DueAfter(frequency, owing.By.Zone, owing.At)), Rows.Column(owing.ExpiresAt),
            (ended ? ObligationState.Cancelled : ObligationState.Owed).ToString(),
            ended ? OpportunityIndex.Word(owing.By.EndReason ?? EndReason.Unsubscribed) : null,
        ];
    }

    /// <summary>Another living alert of the person that asks for the same.</summary>
    async Task<Candidate?> HeirAsync(
        PortalDb db, Obligation obligation, List<Guid> ended, CancellationToken cancellation)
    {
        var others = await Audience.ActiveAsync(db, db.Subscriptions.Where(other =>
            other.SubscriberId == obligation.SubscriberId && other.EndedAt == null
            && !EF.Parameter(ended).Contains(other.Id)), obligation.OwedAt, cancellation);
        if (others.Count == 0) return null;
        var asking = await AskingAsync(db, obligation, others, cancellation);
        return Audience.Winners(asking).SingleOrDefault();
    }

    async Task<List<Candidate>> AskingAsync(
        PortalDb db, Obligation obligation, List<Candidate> among, CancellationToken cancellation)
    {
        var revision = await db.Revisions.AsNoTracking().Include(row => row.Opportunity).SingleAsync(
            row => row.OpportunityId == obligation.OpportunityId && row.Number == obligation.Revision, cancellation);
        var ids = among.Select(candidate => candidate.Criteria).OfType<long>().ToList();
        var texts = await db.SharedCriteria.AsNoTracking().Where(criteria => EF.Parameter(ids).Contains(criteria.Id))
            .ToDictionaryAsync(criteria => criteria.Id, criteria => criteria.Text, cancellation);
        var lists = (Atlas: await atlas.GetAsync(cancellation), Tree: await categories.GetAsync(cancellation));
        var document = OpportunityIndex.DocumentOf(
            Card.Of(revision.Opportunity, revision.Content, lists.Atlas, rules), revision.Content, lists.Tree);
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        return [.. among.Where(candidate => candidate.Item == obligation.OpportunityId
            || candidate.Criteria is { } id && Asks(texts[id]))];

        bool Asks(string text)
        {
            var query = AlertQuery.Of(SharedCriteria.Read(text));
            using var monitor = new QueryMonitor(OpportunityIndex.Schema);
            return monitor.Add(0, query.Query) is null && monitor.Match(document).Count > 0
                && query.HoldsAt(revision.Content, now, lists.Atlas);
        }
    }

    /// <summary>What is in a letter already stays in it.</summary>
    static Task HandOverAsync(
        PortalDb db, Obligation obligation, Candidate heir, CancellationToken cancellation)
    {
        var stays = obligation.Sequence is null || obligation.State == ObligationState.Batched;
        var frequency = stays ? obligation.Frequency : heir.Frequency;
        var due = stays ? obligation.DueAt : DigestHour.DueAfter(frequency, heir.Zone, obligation.OwedAt);
        return db.Obligations.Where(row => row.Id == obligation.Id && row.State == obligation.State)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SubscriptionId, heir.Subscription)
                .SetProperty(row => row.Frequency, frequency).SetProperty(row => row.DueAt, due), cancellation);
    }

    static Task CancelAsync(PortalDb db, Obligation obligation, string reason, CancellationToken cancellation) =>
        db.Obligations.Where(row => row.Id == obligation.Id
                && (row.State == ObligationState.Owed || row.State == ObligationState.Batched))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, ObligationState.Cancelled)
                .SetProperty(row => row.Reason, reason), cancellation);

    /// <summary>A letter that would say nothing any more need not wait for its postman to find that out.</summary>
    static Task CancelEmptyAsync(
        PortalDb db, List<Guid> deliveries, string reason, CancellationToken cancellation) =>
        deliveries.Count == 0 ? Task.CompletedTask : db.Deliveries
            .Where(delivery => EF.Parameter(deliveries).Contains(delivery.Id)
                && (delivery.State == DeliveryState.Pending || delivery.State == DeliveryState.Deferred)
                && !db.Obligations.Any(obligation =>
                    obligation.DeliveryId == delivery.Id && obligation.State == ObligationState.Batched))
            .ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.State, DeliveryState.Cancelled)
                .SetProperty(delivery => delivery.LastText, reason), cancellation);
}
