using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Components;
using NodaTime;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;
using Criteria = OutreachPortal.Opportunities.Criteria;

namespace OutreachPortal.Discovery;

/// <summary>What was found for criteria, at one moment.</summary>
public sealed record Results
{
    public required Criteria Criteria { get; init; }

    public required Instant Now { get; init; }

    public required long Total { get; init; }

    public required IReadOnlyList<ResultItem> Items { get; init; }

    /// <summary>By parameter; values with a count of at least one, most first.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Facets { get; init; }

    public IReadOnlyList<Note> Notes { get; init; } = [];

    /// <summary>
    /// What the reader's country may not answer; null where no country is given, or nothing is left out.
    /// </summary>
    public LeftOut? LeftOut { get; init; }

    /// <summary>Everything that narrows the list.</summary>
    public IReadOnlyList<AppliedFilter> Applied { get; init; } = [];

    public required Names Names { get; init; }

    internal FacetLabels Labels { get; init; } = null!;

    public int Pages => (int)Math.Min((Total + Criteria.Size - 1) / Criteria.Size, (Criteria.MaximumOffset / Criteria.Size) + 1);

    public IReadOnlyList<FacetValue> ValuesOf(string facet) => Facets.GetValueOrDefault(facet) ?? [];
}

public sealed record ResultItem(Card Card, Standing Standing, IReadOnlyList<Fragment> Highlights)
{
    /// <summary>The card as it was drawn already; null where the page draws it.</summary>
    public MarkupString? Drawn { get; init; }
}

/// <summary>
/// A value of a facet with its label in the reader's language and the count one gets by selecting it.
/// </summary>
public sealed record FacetValue(string Value, string Label, int Count, bool Selected)
{
    /// <summary>The value above it, in a facet that is a tree.</summary>
    [JsonIgnore]
    public string? Parent { get; init; }
}

/// <summary>Something to tell about the query: a phrase key and what it speaks of.</summary>
/// <param name="Most">The limit that was passed, where there is one.</param>
public sealed record Note(string Phrase, string Parameter, string Text, int Most = 0)
{
    public string In(Words words) =>
        words.With(Phrase, ("parameter", words.Of("facet", Parameter)), ("text", Text), ("most", Most));
}
