using System.Globalization;

namespace OutreachPortal.Search;

/// <summary>
/// Documents that match every query of <paramref name="Must"/> and <paramref name="Filter"/>, none of
/// <paramref name="MustNot"/>, and enough of <paramref name="Should"/>. The score is the sum of those of
/// <paramref name="Must"/> and <paramref name="Should"/>; a condition among them that is no text scores 1.
/// </summary>
/// <param name="Must">Needed, and weighed.</param>
/// <param name="Should">Weighed where they match.</param>
/// <param name="MustNot">Not to match.</param>
/// <param name="Filter">Needed, and not weighed.</param>
/// <param name="MinimumShould">How many of <paramref name="Should"/> have to match.</param>
public sealed record Clauses(
    IReadOnlyList<Query> Must,
    IReadOnlyList<Query> Should,
    IReadOnlyList<Query> MustNot,
    IReadOnlyList<Query> Filter,
    int MinimumShould)
    : Query
{
    internal IEnumerable<Query> Weighed => Must.Concat(Should);

    /// <inheritdoc/>
    public override string ToString()
    {
        var signed = Must.Select(query => $"+{query}").Concat(Filter.Select(query => $"+{query}^0"))
            .Concat(MustNot.Select(query => $"-{query}")).Concat(Should.Select(query => $"{query}"));
        return string.Create(CultureInfo.InvariantCulture, $"({string.Join(' ', signed)})~{MinimumShould}");
    }
}

/// <summary>A query that counts more or less in ranking; a condition that is no text scores 1 before that.</summary>
/// <param name="Query">What matches.</param>
/// <param name="Factor">By which its score is multiplied, not negative.</param>
public sealed record Boosted(Query Query, float Factor) : Query
{
    // What boosts inside boosts may come to.
    const float Most = 1e9f;

    internal float Of(float boost) => Math.Min(Most, boost * Factor);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Query}^{Factor:R}");
}

/// <summary>
/// Documents with a word, keyword or code that a regular expression describes as a whole. The limits are those of a
/// wildcard.
/// </summary>
/// <param name="Field">
/// A text field, whose words are folded and not stemmed, or a keyword or facet field; any other name matches nothing.
/// </param>
/// <param name="Pattern">
/// Made of <c>. ? * + | ( ) [ ] {n,m}</c> and a backslash; one that cannot be read matches nothing.
/// </param>
public sealed record WordsLike(string Field, string Pattern) : Query
{
    /// <inheritdoc/>
    public override string ToString() => $"{Field}=/{Pattern}/";
}
