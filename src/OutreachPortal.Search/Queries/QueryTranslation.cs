using Lucene.Net.Index;
using Lucene.Net.Search;
using LuceneQuery = Lucene.Net.Search.Query;

namespace OutreachPortal.Search;

/// <summary>Turns a <see cref="Query"/> into Lucene's, for one snapshot: expansions look into its words.</summary>
sealed class QueryTranslation(IndexSchema schema, IndexReader reader)
{
    // Below Lucene's own limit of clauses in one query; longer lists become a query of queries.
    const int Chunk = 512;

    public LuceneQuery Of(Query query) => query switch
    {
        MatchAll => new MatchAllDocsQuery(),
        AnyOf any => Terms(any),
        Between between => Range(between),
        Has has => new ConstantScoreQuery(new TermQuery(new Term(FieldNames.Present, has.Field))),
        All all => Every(all.Queries),
        Either either => Some([.. either.Queries.Select(Of)]),
        Not not => Without(Of(not.Query)),
        TextQuery text => new TextTranslation(schema, reader, text.Fields).Of(text.Text.Root),
        TranslatedQuery own => own.In(this, reader),
        _ => Nothing(),
    };

    /// <summary>A query that matches nothing.</summary>
    public static LuceneQuery Nothing() => new BooleanQuery();

    /// <summary>One of the queries, however many there are.</summary>
    public static LuceneQuery Some(IReadOnlyList<LuceneQuery> queries)
    {
        if (queries.Count > Chunk)
        {
            return Some([.. queries.Chunk(Chunk).Select(Some)]);
        }

        var some = new BooleanQuery(disableCoord: true);
        foreach (var query in queries)
        {
            some.Add(query, Occur.SHOULD);
        }

        return some;
    }

    static BooleanQuery Without(LuceneQuery query) => new(disableCoord: true)
    {
        { new MatchAllDocsQuery(), Occur.MUST },
        { query, Occur.MUST_NOT },
    };

    LuceneQuery Every(IReadOnlyList<Query> queries)
    {
        if (queries.Count > Chunk)
        {
            return Every([.. queries.Chunk(Chunk).Select(chunk => new All(chunk))]);
        }

        var every = new BooleanQuery(disableCoord: true) { { Unscored(new MatchAllDocsQuery()), Occur.MUST } };
        foreach (var query in queries)
        {
            every.Add(query is TextQuery or All ? Of(query) : Unscored(Of(query)), Occur.MUST);
        }

        return every;
    }

    static ConstantScoreQuery Unscored(LuceneQuery query) => new(query) { Boost = 0 };

    LuceneQuery Terms(AnyOf any)
    {
        if (schema.Find(any.Field)?.Kind is not (FieldKind.Facet or FieldKind.Keyword))
        {
            return Nothing();
        }

        var terms = any.Values.Distinct().Select(value => TextCut.First(value, IndexDocument.MaxValueLength))
            .Select(value => new TermQuery(new Term(any.Field, value)));
        return new ConstantScoreQuery(Some([.. terms]));
    }

    LuceneQuery Range(Between between)
    {
        if (schema.Find(between.Field)?.Kind != FieldKind.Number || between.Until == long.MinValue)
        {
            return Nothing();
        }

        return NumericRangeQuery.NewInt64Range(between.Field, between.From, between.Until - 1, true, true);
    }
}
