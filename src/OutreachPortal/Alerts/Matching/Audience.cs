using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Alerts;

/// <summary>One alert that may speak for a person.</summary>
internal sealed record Candidate
{
    public required Guid Subscription { get; init; }

    public required Guid Subscriber { get; init; }

    public required Frequency Frequency { get; init; }

    public required string Zone { get; init; }

    public required Instant StartedAt { get; init; }

    public Instant? EndedAt { get; init; }

    public EndReason? EndReason { get; init; }

    public long? Criteria { get; init; }

    public long? Item { get; init; }

    /// <summary>The fastest speaks, then the oldest; one that ended since only where no other is left.</summary>
    public static IComparer<Candidate> ByPrecedence { get; } = Comparer<Candidate>.Create((a, b) =>
        (a.EndedAt is not null, a.Frequency, a.StartedAt, a.Subscription)
            .CompareTo((b.EndedAt is not null, b.Frequency, b.StartedAt, b.Subscription)));
}

/// <summary>Who asked to be told, as of one moment.</summary>
internal static class Audience
{
    const int IdsAtOnce = 5_000;

    /// <summary>Whether anybody ever asked to be told of anything.</summary>
    public static Task<bool> IsThereAsync(PortalDb db, CancellationToken cancellation) =>
        db.Subscriptions.AnyAsync(subscription => subscription.StartedAt != null, cancellation);

    /// <summary>Whoever had asked for any of the criteria at that moment.</summary>
    public static async Task<List<Candidate>> OfCriteriaAsync(
        PortalDb db, IEnumerable<long> criteria, Instant at, CancellationToken cancellation)
    {
        List<Candidate> found = [];
        foreach (var some in criteria.Order().Chunk(IdsAtOnce))
        {
            var asking = db.Subscriptions.Where(subscription =>
                subscription.CriteriaId != null && EF.Parameter(some).Contains(subscription.CriteriaId.Value));
            found.AddRange(await ActiveAsync(db, asking, at, cancellation));
        }
        return found;
    }

    public static Task<List<Candidate>> FollowersAsync(
        PortalDb db, long item, Instant at, CancellationToken cancellation) =>
        ActiveAsync(db, db.Subscriptions.Where(subscription => subscription.OpportunityId == item), at, cancellation);

    /// <summary>Whoever is owed word of the item, or had it, through an alert that was active at that moment.</summary>
    /// <param name="states">Owed, on its way, had.</param>
    public static Task<List<Candidate>> ToldAsync(
        PortalDb db, long item, IReadOnlyList<ObligationState> states, Instant at, CancellationToken cancellation) =>
        ActiveAsync(db, db.Subscriptions.Where(subscription => db.Obligations.Any(obligation =>
            obligation.OpportunityId == item && obligation.SubscriptionId == subscription.Id
            && states.Contains(obligation.State) && obligation.OwedAt <= at)), at, cancellation);

    /// <summary>Whoever had word of the item by then, or has it on its way, through whatever alert.</summary>
    public static Task<HashSet<Guid>> KnowingAsync(
        PortalDb db, long item, Instant at, CancellationToken cancellation) =>
        db.Obligations.Where(obligation => obligation.OpportunityId == item && obligation.OwedAt <= at
                && (obligation.State == ObligationState.Batched || obligation.State == ObligationState.Done))
            .Select(obligation => obligation.SubscriberId).ToHashSetAsync(cancellation);

    /// <summary>What these people had asked for at that moment.</summary>
    public static async Task<List<Candidate>> OfPeopleAsync(
        PortalDb db, IEnumerable<Guid> people, Instant at, CancellationToken cancellation)
    {
        List<Candidate> found = [];
        foreach (var some in people.Order().Chunk(IdsAtOnce))
        {
            found.AddRange(await ActiveAsync(
                db, db.Subscriptions.Where(one => EF.Parameter(some).Contains(one.SubscriberId)), at, cancellation));
        }
        return found;
    }

    /// <summary>One alert a person: the one that speaks.</summary>
    public static IReadOnlyList<Candidate> Winners(IEnumerable<Candidate> candidates) =>
    [
        .. candidates.GroupBy(candidate => candidate.Subscriber).OrderBy(person => person.Key)
            .Select(person => person.Min(Candidate.ByPrecedence)!),
    ];

    /// <summary>Started by then, neither ended nor paused; of people who may be written to.</summary>
    public static async Task<List<Candidate>> ActiveAsync(
        PortalDb db, IQueryable<Subscription> among, Instant at, CancellationToken cancellation)
    {
        var found = await Candidates(db, among.Where(subscription =>
            subscription.StartedAt != null && subscription.StartedAt <= at
            && (subscription.EndedAt == null || subscription.EndedAt > at)
            && (subscription.PausedUntil == null || subscription.PausedUntil <= at))).ToListAsync(cancellation);
        return await WithHeirsAsync(db, found, cancellation);
    }

    /// <summary>
    /// An alert that was changed since lives on in the one that took its place: what it was owed is owed to that.
    /// </summary>
    static async Task<List<Candidate>> WithHeirsAsync(
        PortalDb db, List<Candidate> found, CancellationToken cancellation)
    {
        var changed = found.Where(candidate => candidate.EndReason == EndReason.Changed).ToList();
        if (changed.Count == 0) return found;
        var people = changed.Select(candidate => candidate.Subscriber).Distinct().ToList();
        var living = await Candidates(db, db.Subscriptions.Where(subscription =>
            EF.Parameter(people).Contains(subscription.SubscriberId) && subscription.StartedAt != null
            && subscription.EndedAt == null)).ToListAsync(cancellation);
        var heirs = changed.Select(old => living.Find(candidate => candidate.Subscriber == old.Subscriber
            && candidate.Criteria == old.Criteria && candidate.Item == old.Item) ?? old);
        return [.. found.Except(changed), .. heirs];
    }

    static IQueryable<Candidate> Candidates(PortalDb db, IQueryable<Subscription> subscriptions) =>
        from subscription in subscriptions.AsNoTracking()
        join subscriber in db.Subscribers on subscription.SubscriberId equals subscriber.Id
        where subscriber.State == SubscriberState.Active
        select new Candidate
        {
            Subscription = subscription.Id, Subscriber = subscriber.Id, Frequency = subscription.Frequency,
            Zone = subscriber.Zone, StartedAt = subscription.StartedAt!.Value, EndedAt = subscription.EndedAt,
            EndReason = subscription.EndReason, Criteria = subscription.CriteriaId, Item = subscription.OpportunityId,
        };
}
