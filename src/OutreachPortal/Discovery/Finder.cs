using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;

namespace OutreachPortal.Discovery;

/// <summary>Answers <see cref="Criteria"/> from the catalogue.</summary>
internal sealed class Finder(Catalogue catalogue, CurrentAtlas atlas, CurrentCategories categories, TimeProvider clock)
{
    /// <summary>Facets that a results page and the API show.</summary>
    public static readonly IReadOnlyList<string> Shown =
        ["kind", "type", "group", "country", "category", "org", "language", "status"];

    /// <summary>Null while there is no index yet.</summary>
    public async ValueTask<Results?> FindAsync(
        Criteria criteria, Words words, IReadOnlyList<string>? facets = null, CancellationToken cancellation = default)
    {
        if (catalogue.Index is not { } index) return null;
        var lists = (Atlas: await atlas.GetAsync(cancellation), Tree: await categories.GetAsync(cancellation));
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var plan = new SearchPlan(criteria, now, lists.Atlas);
        var found = index.Search(plan.Request(facets ?? Shown));
        var labels = new FacetLabels(words, lists.Atlas, lists.Tree, catalogue);
        return new Results
        {
            Criteria = criteria,
            Now = now,
            Total = found.Total,
            Items = [.. found.Hits.Select(hit => ItemOf(hit, now))],
            Facets = found.Facets.ToDictionary(facet => facet.Key, facet => ValuesOf(facet.Key, facet.Value, criteria, labels)),
            Notes = [.. plan.Notes, .. labels.UnknownValues(criteria)],
        };
    }

    static ResultItem ItemOf(SearchHit hit, Instant now)
    {
        var card = Card.FromJson(hit.Stored[OpportunityIndex.Card]);
        return new ResultItem(card, card.StandingAt(now), hit.Highlights);
    }

    static IReadOnlyList<FacetValue> ValuesOf(string facet, IReadOnlyList<FacetCount> counts, Criteria criteria, FacetLabels labels) =>
        [.. counts.Select(count => new FacetValue(
            count.Value, labels.Of(facet, count.Value), count.Count, IsSelected(criteria, facet, count.Value)))];

    /// <summary>Open is selected where nothing else is.</summary>
    static bool IsSelected(Criteria criteria, string facet, string value) =>
        criteria.Has(facet, value) || (facet == "status" && value == "open" && criteria["status"].IsEmpty);
}
