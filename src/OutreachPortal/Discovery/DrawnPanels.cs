using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;
using OutreachPortal.Shell;

namespace OutreachPortal.Discovery;

/// <summary>
/// The filters beside the list that nothing narrows, as they were drawn before: its every page and order has the same
/// counts until something is published or closes. A panel is half of what a page costs.
/// </summary>
internal sealed class DrawnPanels(Catalogue catalogue, IServiceProvider services)
{
    /// <summary>Of some 24 KB each; there are six languages and two orders.</summary>
    public const int Most = 24;

    readonly ConcurrentDictionary<(Names Names, string Query), Drawing> _panels = [];

    public int Count => _panels.Count;

    /// <summary>Null where the page draws its own.</summary>
    public async ValueTask<MarkupString?> OfAsync(Reader reader, Results results)
    {
        if (results.Applied.Count > 0) return null;
        var key = (reader.Names, results.Criteria.First.ToQueryString());
        var version = catalogue.Version;
        if (_panels.TryGetValue(key, out var known) && known.Version == version
            && HaveSameCounts(known.Facets, results.Facets))
            return known.Text;
        if (_panels.Count >= Most) _panels.Clear();
        using var text = new PageText();
        await Page.Of<FacetPanel>(new { Reader = reader, Results = results }).DrawAsync(text, services);
        return (_panels[key] = new(version, results.Facets, new(text.ToString()))).Text;
    }

    static bool HaveSameCounts(
        IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> some,
        IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> others) =>
        some.Count == others.Count && some.All(facet =>
            others.TryGetValue(facet.Key, out var other) && HaveSameCounts(CountsOf(facet.Value), CountsOf(other)));

    static bool HaveSameCounts(IEnumerable<FacetCount> some, IEnumerable<FacetCount> others) =>
        ReferenceEquals(some, others) || some.SequenceEqual(others);

    static IEnumerable<FacetCount> CountsOf(IReadOnlyList<FacetValue> values) =>
        values is FacetValues known ? known.Counts : values.Select(value => new FacetCount(value.Value, value.Count));

    sealed record Drawing(
        long Version, IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Facets, MarkupString Text);
}
