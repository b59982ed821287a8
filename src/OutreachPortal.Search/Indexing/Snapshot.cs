using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>What lies in memory beside the index, from its opening to its end.</summary>
sealed class IndexMemory(IndexSchema schema, long cacheBudget)
{
    readonly ConditionalWeakTable<object, Lazy<SegmentCore>> _cores = [];

    public IndexSchema Schema => schema;

    /// <summary>The codes of each facet field.</summary>
    public IReadOnlyDictionary<string, CodeBook> Books { get; } = schema.Fields.Where(field => field.Kind == FieldKind.Facet)
        .ToDictionary(field => field.Name, _ => new CodeBook());

    public DocumentRecord Records { get; } = new(schema);

    public SetCache Cache { get; } = new(cacheBudget);

    public SegmentCore CoreOf(AtomicReader segment) =>
        _cores.GetValue(segment.CoreCacheKey, _ => new(() => new SegmentCore(segment, schema, Books, Cache))).Value;
}

/// <summary>One moment of an index: its segments with all that is kept in memory beside them.</summary>
sealed class Snapshot : IndexSearcher
{
    // Lengths are compared with an average in steps of a quarter, so that a new document seldom moves every score.
    const double Step = 1.25;

    readonly BoundedMemo<WordSpellings> _spellings = new(1000, Spell);

    public Snapshot(IndexReader reader, IndexMemory memory)
        : base(reader)
    {
        (Schema, Records) = (memory.Schema, memory.Records);
        Books = memory.Books;
        Segments = new SegmentView[reader.Leaves.Count];
        Parallel.ForEach(reader.Leaves, leaf => Segments[leaf.Ord] = new(leaf, memory.CoreOf(leaf.AtomicReader)));
        var lengths = Segments.Sum(segment => segment.Core.Lengths.Sum(length => (long)length));
        var average = Math.Max(1, lengths / (double)Math.Max(1, MaxDoc));
        LengthClass = (int)Math.Round(Math.Log(average, Step));
    }

    public IndexSchema Schema { get; }

    public DocumentRecord Records { get; }

    public IReadOnlyDictionary<string, CodeBook> Books { get; }

    public SegmentView[] Segments { get; }

    /// <summary>The facets of what is often asked.</summary>
    public KnownCounts Counted { get; } = new();

    public int MaxDoc => IndexReader.MaxDoc;

    /// <summary>Which step the average length is on.</summary>
    public int LengthClass { get; }

    /// <summary>The weighted length that is neither long nor short, in eighths.</summary>
    public double AverageLength => Math.Pow(Step, LengthClass);

    public IndexSearcher Searcher => this;

    public WordSpellings SpellingsOf(string text, int slop) => _spellings.Of($"{slop}\t{text}");

    /// <summary>What was written of a document with <see cref="DocumentRecord"/>.</summary>
    public ReadOnlyMemory<byte> RecordOf(int segment, int document) => BytesOf(FieldNames.Record, segment, document);

    /// <summary>The records of a segment, for one thread; of many documents they are opened once.</summary>
    public BinaryDocValues RecordsOf(int segment) => Segments[segment].Reader.GetBinaryDocValues(FieldNames.Record);

    /// <summary>The texts of a document, as they were written.</summary>
    public ReadOnlyMemory<byte> TextsOf(int segment, int document) => BytesOf(FieldNames.Texts, segment, document);

    ReadOnlyMemory<byte> BytesOf(string field, int segment, int document)
    {
        var bytes = new BytesRef();
        Segments[segment].Reader.GetBinaryDocValues(field).Get(document, bytes);
        return bytes.Bytes.AsMemory(bytes.Offset, bytes.Length);
    }

    static WordSpellings Spell(string key)
    {
        var tab = key.IndexOf('\t', StringComparison.Ordinal);
        return new WordSpellings(key[(tab + 1)..], int.Parse(key.AsSpan(0, tab), System.Globalization.CultureInfo.InvariantCulture));
    }
}
