using System.Collections;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;
using Criteria = OutreachPortal.Opportunities.Criteria;

namespace OutreachPortal.Discovery;

/// <summary>The values of one facet, each made when it is asked for: of hundreds a page shows ten.</summary>
internal sealed class FacetValues(string facet, IReadOnlyList<FacetCount> counts, Criteria criteria, FacetLabels labels)
    : IReadOnlyList<FacetValue>
{
    public int Count => counts.Count;

    public IReadOnlyList<FacetCount> Counts => counts;

    public FacetValue this[int place] => ValueOf(counts[place]);

    public IEnumerator<FacetValue> GetEnumerator() => counts.Select(ValueOf).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    FacetValue ValueOf(FacetCount count) =>
        new(count.Value, labels.Of(facet, count.Value), count.Count, IsSelected(count.Value))
        {
            Parent = labels.ParentOf(facet, count.Value),
        };

    /// <summary>Open is selected where nothing else is.</summary>
    bool IsSelected(string value) =>
        criteria[facet].IsEmpty ? facet == "status" && value == "open" : criteria.Has(facet, value);
}
