namespace OutreachPortal.Search;

/// <summary>The answer to a <see cref="SearchRequest"/>; hits and counts are of the same moment.</summary>
/// <param name="Total">Documents that match, exactly.</param>
/// <param name="Hits">In the order asked for.</param>
/// <param name="Facets">By the name of each request: values with a count of at least 1, most first, then by
/// value.</param>
public sealed record SearchResult(
    long Total, IReadOnlyList<SearchHit> Hits, IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets)
{
    /// <summary>
    /// What the index could not do in full, beside what reading the text noted; empty when all was done.
    /// </summary>
    public IReadOnlyList<QueryNote> Notes { get; init; } = [];
}

/// <summary>A document that matches.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Score">Its relevance, above 0 when words were asked for; 0 under any other order.</param>
/// <param name="Stored">The stored fields it has.</param>
/// <param name="Highlights">At most one per field asked for, in that order.</param>
public sealed record SearchHit(
    string Id, float Score, IReadOnlyDictionary<string, string> Stored, IReadOnlyList<Fragment> Highlights);
