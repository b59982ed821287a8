namespace OutreachPortal.Search;

/// <summary>What could not be read as it was meant.</summary>
public enum QueryNoteKind
{
    /// <summary>Nothing to look for was found; everything matches.</summary>
    Empty,

    /// <summary>The text was cut at <see cref="QueryTextOptions.MaxLength"/>.</summary>
    TooLong,

    /// <summary>What came after <see cref="QueryTextOptions.MaxClauses"/> words and phrases was left out.</summary>
    TooManyClauses,

    /// <summary>
    /// Parentheses stand deeper than <see cref="QueryTextOptions.MaxDepth"/>; the inner ones were ignored.
    /// </summary>
    TooDeep,

    /// <summary>A quotation mark has no partner; it was ignored.</summary>
    UnbalancedQuote,

    /// <summary>A parenthesis has no partner; it was ignored.</summary>
    UnbalancedParenthesis,

    /// <summary>An operator has nothing to work on; it was ignored. The detail is the operator.</summary>
    DanglingOperator,

    /// <summary>
    /// A word begins with a wildcard, which finds only what a bounded look at the words finds. The detail is the word.
    /// </summary>
    LeadingWildcard,

    /// <summary>The text before a colon is no field; both were read as words. The detail is that text.</summary>
    UnknownField,

    /// <summary>Brackets hold no "from TO until"; they were ignored.</summary>
    UnreadableRange,

    /// <summary>What follows a ^ is no number above 0; it was ignored.</summary>
    UnreadableBoost,

    /// <summary>
    /// A pattern means more words than are looked for, so its matches are incomplete. The detail is the pattern.
    /// </summary>
    PatternTooWide,
}

/// <summary>A complaint about a query text; the caller has the sentence for it.</summary>
/// <param name="Kind">What was wrong.</param>
/// <param name="Detail">The piece of the query it is about, as typed; empty where there is none.</param>
public sealed record QueryNote(QueryNoteKind Kind, string Detail);
