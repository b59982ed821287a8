using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>A value as a link: following it gives exactly its count of results, or takes the value away.</summary>
/// <param name="Path">Where it leads, below the language.</param>
/// <param name="IsInner">A part of the value above it.</param>
public sealed record FacetChoice(FacetValue Value, string Path, bool IsInner);

/// <summary>The values of a facet in the order and depth in which a page offers them.</summary>
internal sealed class FacetChoices
{
    const int AtFirst = 10;

    readonly Criteria _criteria;
    readonly string _facet;
    readonly (string Before, string After) _around;

    /// <param name="isWhole">All values instead of the first ten and what is selected.</param>
    public FacetChoices(Results results, string facet, bool isWhole)
    {
        (_criteria, _facet, _around) = (results.Criteria, facet, results.Criteria.Around(facet));
        var values = results.ValuesOf(facet);
        if (facet == "status") values = [.. values, .. EveryStatus(values, results.Labels)];
        IEnumerable<FacetValue> shown = facet == "category" ? Tree(values) : isWhole ? values : First(values);
        Shown = [.. shown.Select(value => new FacetChoice(value, PathOf(value), value.Parent is not null))];
        HasMore = facet != "category" && Shown.Count < values.Count;
    }

    public IReadOnlyList<FacetChoice> Shown { get; }

    public bool HasMore { get; }

    IEnumerable<FacetValue> First(IReadOnlyList<FacetValue> values)
    {
        for (var place = 0; place < Math.Min(AtFirst, values.Count); place++) yield return values[place];
        if (_criteria[_facet].IsEmpty) yield break;
        foreach (var value in values.Skip(AtFirst).Where(value => value.Selected)) yield return value;
    }

    /// <summary>An item has one status, so all of them together are their sum.</summary>
    IEnumerable<FacetValue> EveryStatus(IReadOnlyList<FacetValue> values, FacetLabels labels) => values.Count < 2
        ? []
        : [new("all", labels.Of("status", "all"), values.Sum(value => value.Count), _criteria.Has("status", "all"))];

    /// <summary>The upper level, and below a value that leads to the selection its parts.</summary>
    static IEnumerable<FacetValue> Tree(IReadOnlyList<FacetValue> values)
    {
        List<FacetValue> all = [.. values];
        var opened = all.Where(value => value.Selected).Select(value => value.Parent ?? value.Value).ToHashSet();
        foreach (var top in all.Where(value => value.Parent is null))
        {
            yield return top;
            if (!opened.Contains(top.Value)) continue;
            foreach (var part in all.Where(inner => inner.Parent == top.Value)) yield return part;
        }
    }

    /// <summary>A value takes the place of the one chosen before: only so is its count the total one gets.</summary>
    string PathOf(FacetValue value)
    {
        if (value.Selected) return Addresses.PathOf(_criteria.Without(_facet, value.Value));
        return _facet == "status" && value.Value == "open"
            ? Addresses.PathOf(_criteria.Without(_facet))
            : $"/opportunities?{_around.Before}{_facet}={Uri.EscapeDataString(value.Value)}{_around.After}";
    }
}
