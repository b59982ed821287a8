using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using LuceneQuery = Lucene.Net.Search.Query;

namespace OutreachPortal.Search;

/// <summary>A query that says itself what it is to Lucene; those that only programs ask for.</summary>
public abstract record TranslatedQuery : Query
{
    private protected TranslatedQuery()
    {
    }

    internal abstract LuceneQuery In(QueryTranslation translation, IndexReader reader);
}

/// <summary>
/// Documents that match every query of <paramref name="Must"/> and <paramref name="Filter"/>, none of
/// <paramref name="MustNot"/>, and enough of <paramref name="Should"/>. The score is the sum of those of
/// <paramref name="Must"/> and <paramref name="Should"/>.
/// </summary>
/// <param name="Must">Needed, and weighed.</param>
/// <param name="Should">Weighed where they match.</param>
/// <param name="MustNot">Not to match.</param>
/// <param name="Filter">Needed, and not weighed.</param>
/// <param name="MinimumShould">How many of <paramref name="Should"/> have to match.</param>
public sealed record Clauses(
    IReadOnlyList<Query> Must, IReadOnlyList<Query> Should, IReadOnlyList<Query> MustNot,
        IReadOnlyList<Query> Filter, int MinimumShould)
    : TranslatedQuery
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var signed = Must.Select(query => $"+{query}").Concat(Filter.Select(query => $"+{query}^0"))
            .Concat(MustNot.Select(query => $"-{query}")).Concat(Should.Select(query => $"{query}"));
        return string.Create(CultureInfo.InvariantCulture, $"({string.Join(' ', signed)})~{MinimumShould}");
    }

    internal override LuceneQuery In(QueryTranslation translation, IndexReader reader)
    {
        if (MinimumShould > Should.Count)
        {
            return QueryTranslation.Nothing();
        }

        var query = new BooleanQuery(disableCoord: true) { MinimumNumberShouldMatch = MinimumShould };
        Add(Must, Occur.MUST, translation.Of);
        Add(Filter, Occur.MUST, filter => new ConstantScoreQuery(translation.Of(filter)) { Boost = 0 });
        Add(MustNot, Occur.MUST_NOT, translation.Of);
        Add(Should, Occur.SHOULD, translation.Of);
        if (Must.Count + Filter.Count == 0 && MinimumShould == 0)
        {
            query.Add(new ConstantScoreQuery(new MatchAllDocsQuery()) { Boost = Should.Count > 0 ? 0 : 1 }, Occur.MUST);
        }

        return query;

        void Add(IReadOnlyList<Query> queries, Occur occur, Func<Query, LuceneQuery> translate)
        {
            foreach (var one in queries)
            {
                query.Add(translate(one), occur);
            }
        }
    }
}

/// <summary>A query that counts more or less in ranking.</summary>
/// <param name="Query">What matches.</param>
/// <param name="Factor">By which its score is multiplied, not negative.</param>
public sealed record Boosted(Query Query, float Factor) : TranslatedQuery
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Query}^{Factor:R}");

    internal override LuceneQuery In(QueryTranslation translation, IndexReader reader)
    {
        // A query without clauses of its own has no score that a boost would reach.
        var query = translation.Of(Query);
        query.Boost *= Factor;
        return query;
    }
}

/// <summary>
/// Documents with one of the words in a text field, as the index has it: folded, not stemmed, not read again.
/// </summary>
/// <param name="Field">A text field.</param>
/// <param name="Words">Any number.</param>
public sealed record IndexedWords(string Field, IReadOnlyList<string> Words) : TranslatedQuery
{
    /// <inheritdoc/>
    public override string ToString() => $"{Field}=({string.Join(" OR ", Words.Select(QuerySyntax.Quote))})";

    internal override LuceneQuery In(QueryTranslation translation, IndexReader reader) =>
        QueryTranslation.Some([.. Words.Distinct()
            .Select(word => new TermQuery(new Term(Field, TextCut.First(word, Token.MaxLength))))]);
}

/// <summary>
/// Documents with a word, keyword or code that a regular expression describes as a whole. The limits are those of a
/// wildcard: it looks at 100,000 words and keeps the 256 that are in most documents.
/// </summary>
/// <param name="Field">A text field, whose words are folded and not stemmed, or a keyword or facet field.</param>
/// <param name="Pattern">As in <c>WordPattern</c>; one that cannot be read matches nothing.</param>
public sealed record WordsLike(string Field, string Pattern) : TranslatedQuery
{
    /// <inheritdoc/>
    public override string ToString() => $"{Field}=/{Pattern}/";

    internal override LuceneQuery In(QueryTranslation translation, IndexReader reader)
    {
        var terms = MultiFields.GetTerms(reader, Field)?.GetEnumerator();
        if (WordPattern.Read(Pattern).Pattern is not { } pattern || terms is null
            || terms.SeekCeil(new BytesRef(pattern.Prefix)) == TermsEnum.SeekStatus.END)
        {
            return QueryTranslation.Nothing();
        }

        var found = Matching(terms, pattern).Take(TermExpansion.MaxScanned).Where(term => term.Matches)
            .OrderByDescending(term => term.Documents).Take(TermExpansion.MaxTerms);
        return new ConstantScoreQuery(QueryTranslation.Some([.. found.Select(term =>
            new TermQuery(new Term(Field, term.Text)))]));
    }

    static IEnumerable<(string Text, int Documents, bool Matches)> Matching(TermsEnum terms, WordPattern pattern)
    {
        do
        {
            var text = terms.Term.Utf8ToString();
            if (!text.StartsWith(pattern.Prefix, StringComparison.Ordinal))
            {
                yield break;
            }

            var matches = pattern.Matches(text);
            yield return (text, matches ? terms.DocFreq : 0, matches);
        }
        while (terms.MoveNext());
    }
}
