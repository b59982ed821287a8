using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Search;
using LuceneQuery = Lucene.Net.Search.Query;

namespace OutreachPortal.Search;

/// <summary>Turns what a person typed into Lucene's queries over the fields and languages it may be found in.</summary>
sealed class TextTranslation(IndexSchema schema, IndexReader reader, IReadOnlyList<string>? defaults)
{
    // How much the second-best field of a word adds to the best.
    const float Tie = 0.1f;

    readonly WordQueries _words = new();
    readonly TermExpansion _expansion = new(reader);
    readonly IReadOnlyList<SchemaField> _defaults = defaults is null
        ? [.. schema.Texts]
        : [.. defaults.Select(schema.Find).OfType<SchemaField>()];

    public LuceneQuery Of(TextNode node) => node switch
    {
        AnyText => new MatchAllDocsQuery(),
        PresentText present => new TermQuery(new Term(FieldNames.Present, present.Field)),
        BoostedText boosted => Boosted(boosted),
        TogetherText together => Together(together.Clauses),
        EitherText either => Clauses(either.Clauses, _ => Occur.SHOULD),
        TextLeaf leaf => Best(Fields(leaf).Select(field => Leaf(leaf, field))),
        _ => QueryTranslation.Nothing(),
    };

    LuceneQuery Together(IReadOnlyList<TextClause> clauses)
    {
        var meaningful = clauses.Any(clause => clause.Part != Part.Excluded && !IsStopWord(clause.Node));
        return Clauses(clauses, clause =>
            meaningful && clause.Part == Part.Plain && IsStopWord(clause.Node) ? Occur.SHOULD : Occur.MUST);
    }

    BooleanQuery Clauses(IReadOnlyList<TextClause> clauses, Func<TextClause, Occur> occurs)
    {
        var query = new BooleanQuery(disableCoord: true);
        foreach (var clause in clauses)
        {
            query.Add(Of(clause.Node), clause.Part switch
            {
                Part.Excluded => Occur.MUST_NOT,
                Part.Required => Occur.MUST,
                _ => occurs(clause),
            });
        }

        if (clauses.All(clause => clause.Part == Part.Excluded))
        {
            query.Add(new MatchAllDocsQuery(), Occur.MUST);
        }

        return query;
    }

    internal static bool IsStopWord(TextNode node) => node switch
    {
        BoostedText boosted => IsStopWord(boosted.Node),
        WordText { Field: null } word => StopWords.Contain(word.Text),
        _ => false,
    };

    LuceneQuery Boosted(BoostedText boosted)
    {
        var query = Of(boosted.Node);
        query.Boost *= boosted.Factor;
        return query;
    }

    IReadOnlyList<SchemaField> Fields(TextLeaf leaf) =>
        leaf.Field is not null && schema.Find(leaf.Field) is { } field ? [field] : _defaults;

    LuceneQuery Leaf(TextLeaf leaf, SchemaField field)
    {
        var query = field.Kind switch
        {
            FieldKind.Text => InText(leaf, field),
            FieldKind.Keyword or FieldKind.Facet => InValues(leaf, FieldNames.Typed(field.Name)),
            FieldKind.Number => InNumbers(leaf, field.Name),
            _ => QueryTranslation.Nothing(),
        };
        query.Boost = field.Weight;
        return query;
    }

    LuceneQuery InText(TextLeaf leaf, SchemaField field) => leaf switch
    {
        WordText word => Best(_words.Of(word.Text, field.Name, slop: 0)),
        PhraseText phrase => Best(_words.Of(phrase.Text, field.Name, phrase.Slop)),
        FuzzyText fuzzy => TermExpansion.Fuzzy(field.Name, fuzzy),
        WildcardText wildcard => _expansion.Wildcard(field.Name, wildcard.Pattern),
        RangeText range => _expansion.Range(field.Name, range),
        _ => QueryTranslation.Nothing(),
    };

    LuceneQuery InValues(TextLeaf leaf, string field) => leaf switch
    {
        WordText word => Value(field, word.Text),
        PhraseText phrase => Value(field, phrase.Text),
        FuzzyText fuzzy => TermExpansion.Fuzzy(field, fuzzy),
        WildcardText wildcard => _expansion.Wildcard(field, wildcard.Pattern),
        RangeText range => _expansion.Range(field, range),
        _ => QueryTranslation.Nothing(),
    };

    LuceneQuery InNumbers(TextLeaf leaf, string field) => leaf switch
    {
        WordText word when Number(word.Text) is { } number => Numbers(field, number, number, true, true),
        PhraseText phrase when Number(phrase.Text) is { } number => Numbers(field, number, number, true, true),
        RangeText range when IsEnd(range.From) && IsEnd(range.Until) =>
            Numbers(field, Number(range.From), Number(range.Until), range.WithFrom, range.WithUntil),
        _ => QueryTranslation.Nothing(),
    };

    static TermQuery Value(string field, string text) =>
        new(new Term(field, Folding.Neutral(TextCut.First(text, IndexDocument.MaxValueLength))));

    static NumericRangeQuery<long> Numbers(string field, long? from, long? until, bool withFrom, bool withUntil) =>
        NumericRangeQuery.NewInt64Range(field, from, until, withFrom, withUntil);

    static bool IsEnd(string? end) => end is null || Number(end) is not null;

    static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    static DisjunctionMaxQuery Best(IEnumerable<LuceneQuery> queries)
    {
        var best = new DisjunctionMaxQuery(Tie);
        foreach (var query in queries)
        {
            best.Add(query);
        }

        return best;
    }
}
