using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace OutreachPortal.Benchmarks.Search;

/// <summary>
/// Lucene.Net with its own parts: StandardAnalyzer without stop words, its queries and collectors, and facets counted over
/// sorted-set doc values with one global order, as its facet package does.
/// </summary>
sealed class StockEngine : IEngine
{
    const string Text = "text";
    const string Dimensions = "$facets";
    const int PageSize = 20;

    readonly MMapDirectory _directory;
    readonly DirectoryReader _reader;
    readonly IndexSearcher _searcher;
    readonly SortedSetDocValues _values;
    readonly MultiDocValues.OrdinalMap? _map;

    public StockEngine(string folder)
    {
        _directory = new MMapDirectory(new DirectoryInfo(folder));
        _reader = DirectoryReader.Open(_directory);
        _searcher = new IndexSearcher(_reader) { Similarity = new BM25Similarity() };
        _values = MultiDocValues.GetSortedSetValues(_reader, Dimensions);
        _map = (_values as MultiDocValues.MultiSortedSetDocValues)?.Mapping;
    }

    public string Name => "stock Lucene.Net";

    public static void Build(string documents, string folder)
    {
        using var directory = new MMapDirectory(new DirectoryInfo(folder));
        var configuration = new IndexWriterConfig(LuceneVersion.LUCENE_48, new StandardAnalyzer(LuceneVersion.LUCENE_48, CharArraySet.Empty))
        {
            OpenMode = OpenMode.CREATE, Similarity = new BM25Similarity(), RAMBufferSizeMB = 128, UseCompoundFile = false,
        };
        using var writer = new IndexWriter(directory, configuration);
        foreach (var line in File.ReadLines(documents))
        {
            writer.AddDocument(DocumentOf(KitNotice.Read(line)));
        }

        writer.Commit();
    }

    public KitAnswer Ask(KitQuery query, bool page)
    {
        var hits = new Matches();
        var (top, sorted) = Collectors(query);
        _searcher.Search(QueryOf(query), MultiCollector.Wrap((ICollector?)sorted ?? top!, hits));
        var documents = sorted?.GetTopDocs() ?? top!.GetTopDocs();
        foreach (var found in documents.ScoreDocs.Where(_ => page))
        {
            _ = _searcher.Doc(found.Doc);
        }

        var counts = Count(hits);
        return new KitAnswer(documents.TotalHits, facet => Of(facet, counts));
    }

    public void Dispose()
    {
        _reader.Dispose();
        _directory.Dispose();
    }

    static Document DocumentOf(KitNotice notice)
    {
        var document = new Document
        {
            new StoredField("id", notice.Id), new StoredField("org", notice.Org),
            new NumericDocValuesField("published", notice.Published), new NumericDocValuesField("deadline", notice.Deadline),
            new Int64Field("deadline-range", notice.Deadline, Field.Store.NO),
            new TextField(Text, $"{notice.Title}\n{notice.Body}", Field.Store.YES),
        };
        string[] values =
        [
            $"kind/{notice.Kind}", $"country/{notice.Country}", $"category/{notice.Category}", $"lang/{notice.Language}",
            .. notice.Groups.Select(group => $"group/{group}"),
        ];
        foreach (var value in values)
        {
            document.Add(new SortedSetDocValuesField(Dimensions, new BytesRef(value)));
            document.Add(new StringField(Dimensions, value, Field.Store.NO));
        }

        return document;
    }

    static (TopScoreDocCollector? Score, TopFieldCollector? Field) Collectors(KitQuery query) => query.Sort switch
    {
        "newest" => (null, By("published", reverse: true)),
        "deadline" => (null, By("deadline", reverse: false)),
        _ => (TopScoreDocCollector.Create(PageSize, docsScoredInOrder: true), null),
    };

    static TopFieldCollector By(string field, bool reverse) => TopFieldCollector.Create(
        new Sort(new SortField(field, SortFieldType.INT64, reverse)), PageSize, fillFields: true, trackDocScores: false,
        trackMaxScore: false, docsScoredInOrder: true);

    static Query QueryOf(KitQuery query)
    {
        var all = new BooleanQuery();
        Add(all, query.Must.Select(Word), Occur.MUST);
        Add(all, query.MustNot.Select(Word), Occur.MUST_NOT);
        if (query.Phrase.Length > 0)
        {
            var phrase = new PhraseQuery();
            Array.ForEach(query.Phrase, word => phrase.Add(new Term(Text, word)));
            all.Add(phrase, Occur.MUST);
        }

        if (query.Should.Length > 0)
        {
            var some = new BooleanQuery();
            Add(some, query.Should.Select(Word), Occur.SHOULD);
            all.Add(some, Occur.MUST);
        }

        if (query.Prefix.Length > 0)
        {
            all.Add(new PrefixQuery(new Term(Text, query.Prefix)), Occur.MUST);
        }

        if (!query.HasText)
        {
            all.Add(new MatchAllDocsQuery(), Occur.MUST);
        }

        return Filter(query) is { } filter ? new FilteredQuery(all, filter) : all;
    }

    static QueryWrapperFilter? Filter(KitQuery query)
    {
        var filters = new BooleanQuery();
        foreach (var (facet, values) in query.Codes)
        {
            var any = new BooleanQuery();
            Add(any, values.Select(value => new TermQuery(new Term(Dimensions, $"{facet}/{value}"))), Occur.SHOULD);
            filters.Add(any, Occur.MUST);
        }

        if (query.From is not null)
        {
            filters.Add(NumericRangeQuery.NewInt64Range("deadline-range", query.From, query.Until, true, true), Occur.MUST);
        }

        return filters.Clauses.Count == 0 ? null : new QueryWrapperFilter(filters);
    }

    static TermQuery Word(string word) => new(new Term(Text, word));

    static void Add(BooleanQuery query, IEnumerable<Query> clauses, Occur occur)
    {
        foreach (var clause in clauses)
        {
            query.Add(clause, occur);
        }
    }

    int[] Count(Matches hits)
    {
        var counts = new int[_values.ValueCount];
        foreach (var (segment, documents) in hits.Found)
        {
            var values = segment.AtomicReader.GetSortedSetDocValues(Dimensions);
            var iterator = documents.GetIterator();
            for (var d = iterator.NextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = iterator.NextDoc())
            {
                values.SetDocument(d);
                for (var o = values.NextOrd(); o != SortedSetDocValues.NO_MORE_ORDS; o = values.NextOrd())
                {
                    counts[(int)(_map?.GetGlobalOrd(segment.Ord, o) ?? o)]++;
                }
            }
        }

        return counts;
    }

    IEnumerable<(string Value, int Count)> Of(string facet, int[] counts)
    {
        var value = new BytesRef();
        for (var o = 0; o < counts.Length; o++)
        {
            _values.LookupOrd(o, value);
            var parts = value.Utf8ToString().Split('/', 2);
            if (counts[o] > 0 && parts[0] == facet)
            {
                yield return (parts[1], counts[o]);
            }
        }
    }

    sealed class Matches : ICollector
    {
        public List<(AtomicReaderContext Segment, FixedBitSet Documents)> Found { get; } = [];

        public bool AcceptsDocsOutOfOrder => true;

        public void SetScorer(Scorer scorer)
        {
        }

        public void Collect(int doc) => Found[^1].Documents.Set(doc);

        public void SetNextReader(AtomicReaderContext context) => Found.Add((context, new FixedBitSet(context.Reader.MaxDoc)));
    }
}
