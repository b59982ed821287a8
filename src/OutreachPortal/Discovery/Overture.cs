using Microsoft.Extensions.Logging;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;
using OutreachPortal.Shell;
using Criteria = OutreachPortal.Opportunities.Criteria;

namespace OutreachPortal.Discovery;

/// <summary>
/// The first list of a process, found and drawn for nobody, beside the making ready of the database: half of what the
/// first reader would wait for is code that runs for the first time. Where it cannot be played, nothing is lost but the
/// time.
/// </summary>
internal sealed class Overture(
    IndexFollower follower, DrawnLinks links, IServiceProvider services, TimeProvider clock, ILogger<Overture> log)
{
    public void Begin() => follower.OpenAhead(async index =>
    {
        try
        {
            await PlayAsync(index);
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or KeyNotFoundException
            or System.Text.Json.JsonException or ObjectDisposedException)
        {
            log.LogInformation(fault, "The first list could not be rehearsed");
        }
    });

    async Task PlayAsync(SearchIndex index)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var (atlas, tree) = (new Atlas([], [], []), new CategoryTree([], []));
        var visit = new Visit(Phrases.For(Language.English), "/opportunities", "");
        var reader = new Reader(visit, new Names(visit.Language, atlas, tree));
        var found = index.Search(new SearchPlan(Criteria.Everything, now, atlas).RequestOfPage(Finder.Shown));
        using var text = new PageText();
        var results = ResultsOf(found, reader, now);
        await Page.Of<ResultsPage>(
            new { Reader = reader, Results = results, Links = await links.OfAsync(reader, results.Criteria) })
            .DrawAsync(text, services);
    }

    static Results ResultsOf(SearchResult found, Reader reader, Instant now)
    {
        var labels = new FacetLabels(reader.Words, reader.Names, new Catalogue());
        return new Results
        {
            Criteria = Criteria.Everything, Now = now, Total = found.Total, Names = reader.Names, Labels = labels,
            Items = [.. found.Hits.Select(hit => Card.FromJson(hit.Stored[OpportunityIndex.Card]))
                .Select(card => new ResultItem(card, card.StandingAt(now), []))],
            Facets = found.Facets.ToDictionary(
                facet => facet.Key,
                IReadOnlyList<FacetValue> (facet) =>
                    new FacetValues(facet.Key, facet.Value, Criteria.Everything, labels)),
        };
    }
}
