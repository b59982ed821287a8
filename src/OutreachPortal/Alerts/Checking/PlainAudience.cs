using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>
/// Who should have been told of an entry of the journal, found the slow way: whole lives of alerts, looked at in
/// memory. It shares nothing with the matcher's <see cref="Audience"/> but who speaks for a person.
/// </summary>
internal sealed class PlainAudience(PortalDb db, Tiding tiding)
{
    const int IdsAtOnce = 5_000;

    long Item => tiding.Opportunity.Id;

    /// <summary>Everybody whose criteria it fits.</summary>
    public Task<IReadOnlyList<Candidate>> AskingAsync(IReadOnlyList<long> criteria, CancellationToken cancellation) =>
        LivingAsync(Asking(criteria), cancellation);

    /// <summary>Everybody whose criteria it fits, who follows it, or who was told of it through an alert.</summary>
    public async Task<IReadOnlyList<Candidate>> ConcernedAsync(
        IReadOnlyList<long> criteria, CancellationToken cancellation) =>
        await LivingAsync([.. Asking(criteria), .. Following(), .. await ToldAsync(cancellation)], cancellation);

    /// <summary>
    /// Everybody who follows it; of those who were told of it, whoever still has an alert that told or asks for it.
    /// </summary>
    public async Task<IReadOnlyList<Candidate>> BereavedAsync(
        IReadOnlyList<long> criteria, CancellationToken cancellation)
    {
        var followers = await LivingAsync(Following(), cancellation);
        var told = await ToldAsync(cancellation);
        var know = await TellingAsync(cancellation);
        var asking = know.Count == 0 ? [] : await LivingAsync([.. Asking(criteria), .. told], cancellation);
        return [.. followers, .. asking.Where(candidate => know.Contains(candidate.Subscriber))];
    }

    /// <summary>Whoever had been owed word of it before, whatever became of that.</summary>
    public Task<HashSet<Guid>> OwedBeforeAsync(CancellationToken cancellation) =>
        Before().Select(owed => owed.SubscriberId).ToHashSetAsync(cancellation);

    IEnumerable<IQueryable<Subscription>> Asking(IReadOnlyList<long> criteria) =>
        criteria.Chunk(IdsAtOnce).Select(some => db.Subscriptions.Where(subscription =>
            subscription.CriteriaId != null && EF.Parameter(some).Contains(subscription.CriteriaId.Value)));

    IEnumerable<IQueryable<Subscription>> Following() =>
        [db.Subscriptions.Where(subscription => subscription.OpportunityId == Item)];

    /// <summary>The whole lives of the alerts through which somebody was told.</summary>
    async Task<IEnumerable<IQueryable<Subscription>>> ToldAsync(CancellationToken cancellation)
    {
        var alerts = await Told().Select(owed => owed.SubscriptionId).Distinct().ToListAsync(cancellation);
        return alerts.Chunk(IdsAtOnce).Select(some => db.Subscriptions.Where(one => db.Subscriptions.Any(told =>
            EF.Parameter(some).Contains(told.Id) && told.SubscriberId == one.SubscriberId
            && told.CriteriaId == one.CriteriaId && told.OpportunityId == one.OpportunityId)));
    }

    Task<HashSet<Guid>> TellingAsync(CancellationToken cancellation) =>
        Told().Select(owed => owed.SubscriberId).ToHashSetAsync(cancellation);

    IQueryable<Obligation> Told() => Before().Where(owed => owed.State == ObligationState.Done);

    IQueryable<Obligation> Before()
    {
        var (item, sequence, at) = (Item, tiding.Entry.Sequence, tiding.Entry.At);
        return db.Obligations.AsNoTracking().Where(owed => owed.OpportunityId == item && owed.OwedAt <= at
            && (owed.Sequence == null || owed.Sequence < sequence));
    }

    /// <summary>Alerts that live and lived then, each with those that it took the place of.</summary>
    async Task<IReadOnlyList<Candidate>> LivingAsync(
        IEnumerable<IQueryable<Subscription>> among, CancellationToken cancellation)
    {
        Dictionary<Guid, Candidate> found = [];
        foreach (var some in among)
        {
            var rows = await (
                from alert in some.AsNoTracking()
                join person in db.Subscribers on alert.SubscriberId equals person.Id
                where person.State == SubscriberState.Active && alert.StartedAt != null
                    && (alert.EndedAt == null || alert.EndReason == EndReason.Changed)
                select new { Alert = alert, person.Zone }).ToListAsync(cancellation);
            foreach (var life in rows.GroupBy(row => (
                row.Alert.SubscriberId, row.Alert.CriteriaId, row.Alert.OpportunityId)))
            {
                var alerts = life.Select(row => row.Alert).ToList();
                if (CandidateOf(alerts, life.First().Zone) is { } candidate) found[candidate.Subscription] = candidate;
            }
        }
        return [.. found.Values];
    }

    Candidate? CandidateOf(List<Subscription> life, string zone)
    {
        var then = life.Find(alert => WasActive(alert, tiding.Entry.At));
        return then is null || life.Find(alert => alert.IsActive) is not { } now ? null : new Candidate
        {
            Subscription = now.Id, Subscriber = now.SubscriberId, Frequency = now.Frequency, Zone = zone,
            StartedAt = then.StartedAt!.Value, Criteria = now.CriteriaId, Item = now.OpportunityId,
        };
    }

    static bool WasActive(Subscription alert, Instant at) => alert.StartedAt <= at
        && (alert.EndedAt is not { } end || end > at) && (alert.PausedUntil is not { } until || until <= at);
}
