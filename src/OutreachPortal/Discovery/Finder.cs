using System.Collections.Concurrent;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;

namespace OutreachPortal.Discovery;

/// <summary>Answers <see cref="Criteria"/> from the catalogue.</summary>
internal sealed class Finder(Catalogue catalogue, CurrentAtlas atlas, CurrentCategories categories, TimeProvider clock)
{
    const int SimilarShown = 5;

    /// <summary>Facets that a results page and the API show.</summary>
    public static readonly IReadOnlyList<string> Shown =
        ["kind", "type", "group", "country", "category", "org", "language", "status"];

    readonly ConcurrentDictionary<string, Names> _names = [];

    /// <summary>Null while there is no index yet.</summary>
    public async ValueTask<Results?> FindAsync(
        Criteria criteria, Words words, IReadOnlyList<string>? facets = null, CancellationToken cancellation = default)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var plan = new SearchPlan(criteria, now, await atlas.GetAsync(cancellation));
        var results = await AnswerAsync(plan, plan.Request(facets ?? Shown), criteria, now, words, cancellation);
        return results is null ? null : results with { LeftOut = LeftOutOf(plan) };
    }

    /// <summary>
    /// What a page shows: of the body, which is raw Markdown and long to read through, the piece that matched only
    /// where there is no summary.
    /// </summary>
    public async ValueTask<Results?> ShowAsync(Criteria criteria, Words words, CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var plan = new SearchPlan(criteria, now, await atlas.GetAsync(cancellation));
        var results = await AnswerAsync(plan, plan.RequestOfPage(Shown), criteria, now, words, cancellation);
        return results is null ? null : results with { LeftOut = LeftOutOf(plan) };
    }

    /// <summary>The list alone, as of a moment: without counts, and without the pieces that matched.</summary>
    public async ValueTask<Results?> ListAsync(
        Criteria criteria, Instant now, Words words, CancellationToken cancellation)
    {
        var plan = new SearchPlan(criteria, now, await atlas.GetAsync(cancellation));
        var request = plan.Request([]) with { HighlightFields = [] };
        return await AnswerAsync(plan, request, criteria, now, words, cancellation);
    }

    LeftOut? LeftOutOf(SearchPlan plan)
    {
        if (plan.LeftOut is not { } request || catalogue.Search(request) is not { Total: > 0 } found) return null;
        return new LeftOut(
            plan.Country!, found.Total,
            [.. found.Facets[OpportunityIndex.OnlyGroup].Select(group => (group.Value, group.Count))],
            found.Facets[OpportunityIndex.Nationality] is [var named, ..] ? named.Count : 0);
    }

    async ValueTask<Results?> AnswerAsync(
        SearchPlan plan, SearchRequest request, Criteria criteria, Instant now, Words words,
        CancellationToken cancellation)
    {
        var version = catalogue.Version;
        if (catalogue.Search(request) is not { } found) return null;
        var names = await NamesAsync(words.Language, cancellation);
        var labels = new FacetLabels(words, names, catalogue);
        return new Results
        {
            Criteria = criteria,
            Now = now,
            Total = found.Total,
            Items = [.. found.Hits.Select(hit => ItemOf(hit, version, now))],
            Facets = found.Facets.ToDictionary(
                facet => facet.Key,
                IReadOnlyList<FacetValue> (facet) => new FacetValues(facet.Key, facet.Value, criteria, labels)),
            Notes = [.. plan.Notes, .. SearchPlan.NotesOf(found.Notes), .. labels.UnknownValues(criteria)],
            Applied = new AppliedFilters(words, labels).Of(criteria),
            Names = names,
            Labels = labels,
        };
    }

    /// <summary>The same criteria with the words that were likely meant; null where every word is known.</summary>
    public Criteria? Meant(Criteria criteria) =>
        criteria.Query is { } query && catalogue.Suggest(QueryText.Parse(query, OpportunityIndex.QueryText)) is { } meant
            ? criteria with { Query = meant.Text, Page = 1 }
            : null;

    /// <summary>How many one would find; 0 while there is no index.</summary>
    public async ValueTask<long> CountAsync(Criteria criteria, CancellationToken cancellation = default)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var plan = new SearchPlan(criteria with { Page = 1, Size = 0 }, now, await atlas.GetAsync(cancellation));
        return catalogue.Search(plan.Request([]))?.Total ?? 0;
    }

    /// <summary>Open ones of the same subjects, else of the same countries, soonest first.</summary>
    public async ValueTask<IReadOnlyList<ResultItem>> SimilarToAsync(
        Card card, Words words, CancellationToken cancellation)
    {
        var (facet, values) = card.Categories.Count > 0 ? ("category", card.Categories) : ("country", card.Countries);
        if (values.Count == 0) return [];
        var same = values.Take(Criteria.MaximumValues).Aggregate(
            Criteria.Everything.With("kind", OpportunityIndex.Word(card.Kind)),
            (criteria, value) => criteria.With(facet, value));
        var found = await FindAsync(same with { Size = SimilarShown + 1 }, words, [], cancellation);
        return [.. (found?.Items ?? []).Where(item => item.Card.Id != card.Id).Take(SimilarShown)];
    }

    /// <summary>The same object until the lists change.</summary>
    public async ValueTask<Names> NamesAsync(Language language, CancellationToken cancellation)
    {
        var (countries, tree) = (await atlas.GetAsync(cancellation), await categories.GetAsync(cancellation));
        return _names.TryGetValue(language.Code, out var known) && known.AreOf(countries, tree)
            ? known
            : _names[language.Code] = new Names(language, countries, tree);
    }

    ResultItem ItemOf(SearchHit hit, long version, Instant now)
    {
        var card = catalogue.CardOf(hit, version);
        return new ResultItem(card, card.StandingAt(now), hit.Highlights);
    }
}
