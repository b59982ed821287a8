namespace OutreachPortal.Search;

/// <summary>A question that waits for documents. All of its conditions must hold.</summary>
public sealed record StoredQuery
{
    /// <summary>
    /// Each asks for one of some codes, exactly; the field is a facet or keyword field, any other name matches nothing.
    /// </summary>
    public IReadOnlyList<AnyOf> Codes { get; init; } = [];

    /// <summary>
    /// Each asks for a number in a range; the field is a number field, any other name matches nothing.
    /// </summary>
    public IReadOnlyList<Between> Numbers { get; init; } = [];

    /// <summary>What the words of the document must say; null for no such condition.</summary>
    public TextQuery? Text { get; init; }

    /// <summary>The same question as it would be put to an index.</summary>
    public Query ToQuery() => new All([.. Codes, .. Numbers, .. Text is null ? Array.Empty<Query>() : [Text]]);
}

/// <summary>Why a query cannot be stored.</summary>
public enum RefusalKind
{
    /// <summary>
    /// A word that begins with a wildcard has no word or prefix beside it that every match must hold. The detail is the
    /// pattern.
    /// </summary>
    LeadingWildcard,

    /// <summary>
    /// A fuzzy word has no plain word or prefix beside it that every match must hold. The detail is the word.
    /// </summary>
    FuzzyAlone,

    /// <summary>
    /// A range of words has no word or prefix beside it that every match must hold. The detail is the range.
    /// </summary>
    RangeAlone,
}

/// <summary>A query was not stored; what was stored under its id before still is.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Detail">The piece of the query it is about, in query syntax.</param>
public sealed record StoredQueryRefusal(RefusalKind Kind, string Detail);
