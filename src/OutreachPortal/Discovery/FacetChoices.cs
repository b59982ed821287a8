using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>A value as a link: following it gives exactly its count of results, or takes the value away.</summary>
/// <param name="IsInner">A part of the value above it.</param>
public sealed record FacetChoice(Criteria Criteria, string Facet, FacetValue Value, bool IsInner = false)
{
    /// <summary>
    /// A value takes the place of the one chosen before: only so is its count the total one gets. Made when it is asked for:
    /// of hundreds of values a page shows ten.
    /// </summary>
    public Criteria To
    {
        get
        {
            if (Value.Selected) return Criteria.Without(Facet, Value.Value);
            var others = Criteria.Without(Facet);
            return Facet == "status" && Value.Value == "open" ? others : others.With(Facet, Value.Value);
        }
    }
}

/// <summary>The values of a facet in the order and depth in which a page offers them.</summary>
internal static class FacetChoices
{
    public const int AtFirst = 10;

    public static IReadOnlyList<FacetChoice> Of(Results results, string facet) => facet switch
    {
        "category" => Tree(results),
        "status" => [.. Plain(results, facet), .. EveryStatus(results)],
        _ => Plain(results, facet),
    };

    static FacetChoice[] Plain(Results results, string facet) =>
        [.. results.ValuesOf(facet).Select(value => Choice(results, facet, value))];

    static FacetChoice Choice(Results results, string facet, FacetValue value, bool isInner = false) =>
        new(results.Criteria, facet, value, isInner);

    /// <summary>An item has one status, so all of them together are their sum.</summary>
    static IEnumerable<FacetChoice> EveryStatus(Results results)
    {
        var values = results.ValuesOf("status");
        if (values.Count < 2) return [];
        var (label, sum) = (results.Labels.Of("status", "all"), values.Sum(value => value.Count));
        return [Choice(results, "status", new("all", label, sum, results.Criteria.Has("status", "all")))];
    }

    /// <summary>The upper level, and below a value that leads to the selection its parts.</summary>
    static FacetChoice[] Tree(Results results)
    {
        var values = results.ValuesOf("category");
        var opened = values.Where(value => value.Selected).Select(value => value.Parent ?? value.Value).ToHashSet();
        return
        [
            .. from top in values
               where top.Parent is null
               let parts = opened.Contains(top.Value) ? values.Where(inner => inner.Parent == top.Value) : []
               from value in parts.Prepend(top)
               select Choice(results, "category", value, value.Parent is not null),
        ];
    }
}
