using NodaTime;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>One thing that narrows a list, in words, and the criteria without it.</summary>
/// <param name="Label">What the reader chose.</param>
/// <param name="Without">The same criteria when it is taken away.</param>
/// <param name="Total">How many it would then be, where that was counted.</param>
public sealed record AppliedFilter(string Label, Criteria Without, long Total = 0);

/// <summary>Everything that narrows a list: the pills above it.</summary>
internal sealed class AppliedFilters(Words words, FacetLabels labels)
{
    const int LongestText = 60;

    public IReadOnlyList<AppliedFilter> Of(Criteria criteria) =>
        [.. Text(criteria), .. Values(criteria), .. Singles(criteria)];

    IEnumerable<AppliedFilter> Text(Criteria criteria)
    {
        if (criteria.Query is { } query)
        {
            var text = words.With("results.text", ("text", Excerpt.Of(query, LongestText)));
            yield return new(text, criteria with { Query = null, Page = 1 });
        }
    }

    IEnumerable<AppliedFilter> Values(Criteria criteria) =>
        from facet in Criteria.Facets
        from value in criteria[facet]
        select new AppliedFilter(LabelOf(facet, value), criteria.Without(facet, value));

    IEnumerable<AppliedFilter> Singles(Criteria criteria)
    {
        var first = criteria with { Page = 1 };
        if (criteria.From is { } from) yield return new(LabelOf("from", from), first with { From = null });
        if (criteria.ClosingFrom is { } closingFrom)
            yield return new(DayLabel("results.since", "closing", closingFrom), first with { ClosingFrom = null });
        if (criteria.ClosingTo is { } closingTo)
            yield return new(DayLabel("results.until", "closing", closingTo), first with { ClosingTo = null });
        if (criteria.PostedFrom is { } postedFrom)
            yield return new(DayLabel("results.since", "posted", postedFrom), first with { PostedFrom = null });
        if (criteria.PostedTo is { } postedTo)
            yield return new(DayLabel("results.until", "posted", postedTo), first with { PostedTo = null });
    }

    /// <summary>"Kenya" speaks for itself; "I am in" and a language need their filter's name.</summary>
    string LabelOf(string facet, string value) => facet is "from" or "language" or "encourages" or "sdg"
        ? words.With("results.filter", ("filter", words[$"facet.{facet}"]), ("value", labels.Of(facet, value)))
        : labels.Of(facet, value);

    string DayLabel(string phrase, string facet, LocalDate day) =>
        words.With(phrase, ("filter", words[$"facet.{facet}"]), ("day", words.Dates.Day(day)));
}
