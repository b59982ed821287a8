using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Discovery;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;
using Criteria = OutreachPortal.Opportunities.Criteria;

namespace OutreachPortal.Alerts;

/// <summary>
/// Which criteria fit what a few entries of the journal told, found the slow way: each against each, as a search would.
/// </summary>
internal sealed class PlainFit(
    CurrentAtlas atlas, CurrentCategories categories, StandingRules rules, TimeProvider clock)
{
    /// <summary>For each entry the ids of the criteria that fit the content, whether or not it is still open.</summary>
    public async Task<Dictionary<long, List<long>>> OfAsync(
        PortalDb db, IReadOnlyList<Tiding> tidings, Func<Tiding, Content> content, CancellationToken cancellation)
    {
        var fitting = tidings.ToDictionary(tiding => tiding.Entry.Sequence, _ => new List<long>());
        if (tidings.Count == 0) return fitting;
        var lists = (Atlas: await atlas.GetAsync(cancellation), Tree: await categories.GetAsync(cancellation));
        var asked = await AskedAsync(db, cancellation);
        // Of different items, so that each has its id to itself in the passing index.
        foreach (var some in tidings.GroupBy(tiding => tiding.Opportunity.Id).SelectMany(item => item.Index())
            .GroupBy(one => one.Index, one => one.Item))
        {
            Fit([.. some.Select(tiding => Notice.Of(tiding, content(tiding), lists.Atlas, lists.Tree, rules, Now))],
                asked, lists.Atlas, fitting);
        }
        return fitting;
    }

    static async Task<List<(long Id, Criteria Criteria)>> AskedAsync(PortalDb db, CancellationToken cancellation)
    {
        var asked = await db.SharedCriteria.AsNoTracking()
            .Where(criteria => db.Subscriptions.Any(subscription => subscription.CriteriaId == criteria.Id
                && subscription.StartedAt != null && subscription.EndedAt == null))
            .Select(criteria => new { criteria.Id, criteria.Text }).ToListAsync(cancellation);
        return [.. asked.Select(criteria => (criteria.Id, SharedCriteria.Read(criteria.Text)))];
    }

    void Fit(
        List<Notice> notices, List<(long Id, Criteria Criteria)> asked, Atlas world,
        Dictionary<long, List<long>> fitting)
    {
        using var index = asked.Exists(one => one.Criteria.Query is not null)
            ? new PassingIndex(notices.Select(notice => notice.Document))
            : null;
        foreach (var (id, criteria) in asked)
        {
            var fits = notices.FindAll(notice => notice.Match.FitsApartFromText(criteria));
            if (fits.Count == 0) continue;
            var found = criteria.Query is null ? null : index!.Search(criteria.With("status", "all"), Now, world);
            foreach (var notice in fits.Where(notice => found is null || found.Contains(notice.Match.Id)))
                fitting[notice.Sequence].Add(id);
        }
    }

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>What was told, as it stood while it was public.</summary>
    sealed record Notice(long Sequence, PlainMatch Match, IndexDocument Document)
    {
        public static Notice Of(
            Tiding tiding, Content content, Atlas world, CategoryTree tree, StandingRules rules, Instant now)
        {
            var card = Card.Of(tiding.Opportunity, content, world, rules) with { State = State.Published };
            return new(
                tiding.Entry.Sequence, new PlainMatch(card, content, world, tree, now),
                OpportunityIndex.DocumentOf(card, content, tree));
        }
    }
}
