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
    public IReadOnlyList<AppliedFilter> Of(Criteria criteria) => [.. Text(criteria), .. Values(criteria), .. Singles(criteria)];

    IEnumerable<AppliedFilter> Text(Criteria criteria)
    {
        if (criteria.Query is { } query)
            yield return new(words.With("results.text", ("text", Excerpt.Of(query, 60))), criteria with { Query = null, Page = 1 });
    }

    IEnumerable<AppliedFilter> Values(Criteria criteria) =>
        from facet in Criteria.Facets
        from value in criteria[facet]
        select new AppliedFilter(LabelOf(facet, value), criteria.Without(facet, value));

    IEnumerable<AppliedFilter> Singles(Criteria criteria)
    {
        if (criteria.From is { } from) yield return new(LabelOf("from", from), criteria with { From = null, Page = 1 });
        if (criteria.ClosingFrom is { } first)
            yield return new(DayLabel("results.since", "closing", first), criteria with { ClosingFrom = null, Page = 1 });
        if (criteria.ClosingTo is { } last)
            yield return new(DayLabel("results.until", "closing", last), criteria with { ClosingTo = null, Page = 1 });
        if (criteria.PostedFrom is { } since)
            yield return new(DayLabel("results.since", "posted", since), criteria with { PostedFrom = null, Page = 1 });
        if (criteria.PostedTo is { } until)
            yield return new(DayLabel("results.until", "posted", until), criteria with { PostedTo = null, Page = 1 });
    }

    /// <summary>"Kenya" speaks for itself; "I am in" and a language need their filter's name.</summary>
    string LabelOf(string facet, string value) => facet is "from" or "language" or "encourages" or "sdg"
        ? words.With("results.filter", ("filter", words[$"facet.{facet}"]), ("value", labels.Of(facet, value)))
        : labels.Of(facet, value);

    string DayLabel(string phrase, string facet, LocalDate day) =>
        words.With(phrase, ("filter", words[$"facet.{facet}"]), ("day", words.Dates.Day(day)));
}
