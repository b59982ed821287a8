namespace OutreachPortal.Search;

/// <summary>A question to an index.</summary>
public sealed record SearchRequest
{
    /// <summary>What every hit matches and every count is within.</summary>
    public Query Query { get; init; } = new MatchAll();

    /// <summary>What every hit matches besides; the counts of a facet pass over the filters of its name.</summary>
    public IReadOnlyList<SearchFilter> Filters { get; init; } = [];

    /// <summary>The counts to make.</summary>
    public IReadOnlyList<FacetRequest> Facets { get; init; } = [];

    /// <summary>The order of the hits. Equal hits are ordered by id, in code point order.</summary>
    public SearchSort Sort { get; init; } = new ByRelevance();

    /// <summary>Gentle signals beside the words, under <see cref="ByRelevance"/> only.</summary>
    public IReadOnlyList<NumberBoost> Boosts { get; init; } = [];

    /// <summary>Documents that are gently favoured, under <see cref="ByRelevance"/> only.</summary>
    public IReadOnlyList<QueryBoost> Favoured { get; init; } = [];

    /// <summary>Hits to pass over, at least 0. The work grows with offset and size together.</summary>
    public int Offset { get; init; }

    /// <summary>Hits to hand back at most; 0 asks for total and counts only.</summary>
    public int Size { get; init; } = 20;

    /// <summary>Text fields of which a hit shows the best fragment.</summary>
    public IReadOnlyList<string> HighlightFields { get; init; } = [];

    /// <summary>One more of them, for hits that have no text in another: a body where there is no summary.</summary>
    public HighlightInstead? HighlightInstead { get; init; }

    /// <summary>UTF-16 units of a fragment, about: it ends with a word.</summary>
    public int FragmentLength { get; init; } = 200;
}

/// <summary>A text field that is shown where there is nothing in another.</summary>
/// <param name="Missing">The field that a hit may have no text in.</param>
/// <param name="Field">Of which the best fragment is shown then.</param>
public sealed record HighlightInstead(string Missing, string Field);

/// <summary>A selection of the person who asks.</summary>
/// <param name="Name">The facet it was made in; several filters may share a name and all of them hold.</param>
/// <param name="Query">What it leaves.</param>
public sealed record SearchFilter(string Name, Query Query);

/// <summary>
/// Favours documents whose number is near an origin: there a score counts 1 + <paramref name="Weight"/> times, at a
/// distance of <paramref name="Scale"/> half of the weight is left, at three times that a quarter. Without the number
/// nothing changes.
/// </summary>
/// <param name="Field">A number field; any other name favours nothing.</param>
/// <param name="Origin">The number that is favoured most: now, for freshness.</param>
/// <param name="Scale">Above 0.</param>
/// <param name="Weight">0.2 is gentle: no word asked for is outweighed.</param>
public sealed record NumberBoost(string Field, long Origin, long Scale, float Weight)
{
    internal float FactorAt(long number) =>
        1 + (Weight / (1 + (float)(Math.Abs((double)number - Origin) / Math.Max(1, Scale))));
}

/// <summary>Favours documents that match a query: their score counts 1 + <paramref name="Weight"/> times.</summary>
/// <param name="Query">Which they are: those that are open, for openness.</param>
/// <param name="Weight">0.2 is gentle: no word asked for is outweighed.</param>
public sealed record QueryBoost(Query Query, float Weight);

/// <summary>The order of hits.</summary>
public abstract record SearchSort;

/// <summary>By score, best first.</summary>
public sealed record ByRelevance : SearchSort;

/// <summary>By a number; documents without it last in either direction.</summary>
/// <param name="Field">A number field.</param>
/// <param name="Descending">Greatest first.</param>
public sealed record ByNumber(string Field, bool Descending = false) : SearchSort;

/// <summary>
/// By a code, in code point order; a document with several by that of them which comes first in the order, documents
/// without one last in either direction.
/// </summary>
/// <param name="Field">A facet field.</param>
/// <param name="Descending">The last code first.</param>
public sealed record ByCode(string Field, bool Descending = false) : SearchSort;

/// <summary>Tier after tier; documents of no tier last.</summary>
/// <param name="Tiers">A document belongs to the first whose query it matches.</param>
public sealed record Tiered(IReadOnlyList<SortTier> Tiers) : SearchSort;

/// <summary>Documents that stand together in a <see cref="Tiered"/> order.</summary>
/// <param name="Query">Which they are.</param>
/// <param name="Field">A number field that orders them, documents without it last; null to order them by id.</param>
/// <param name="Descending">Greatest first.</param>
public sealed record SortTier(Query Query, string? Field = null, bool Descending = false);
