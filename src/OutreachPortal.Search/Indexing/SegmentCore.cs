using Lucene.Net.Index;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>
/// What is kept in memory beside a segment of Lucene's. A segment never changes, so this is made once, when it first
/// appears in a refresh, and lives as long as the segment; deletions are kept by the <see cref="SegmentView"/>.
/// </summary>
sealed class SegmentCore
{
    readonly Dictionary<string, NumberColumn> _numbers;

    public SegmentCore(AtomicReader segment, IndexSchema schema, IReadOnlyDictionary<string, CodeBook> books, SetCache cache)
    {
        MaxDoc = segment.MaxDoc;
        Ids = Ordered(segment);
        Facets = FacetColumns.Read(segment, books);
        _numbers = schema.Fields.Where(field => field.Kind == FieldKind.Number)
            .ToDictionary(field => field.Name, field => NumberColumn.Read(segment, field.Name, Ids));
        Lengths = ReadLengths(segment);
        Cached = cache.ForSegment();
    }

    public int MaxDoc { get; }

    /// <summary>The documents by id, in code point order.</summary>
    public Ordering Ids { get; }

    public FacetColumns Facets { get; }

    /// <summary>The weighted length of each document, in eighths of a word.</summary>
    public int[] Lengths { get; }

    /// <summary>The sets of documents that were asked for.</summary>
    public SetCache.Segment Cached { get; }

    /// <summary>The records of documents that are often found.</summary>
    public RecordMemo Records { get; } = new();

    /// <summary>Bytes of memory, about, without what is cached.</summary>
    public long Size => (12L * MaxDoc) + Facets.Size + _numbers.Values.Sum(column => column.Size);

    public NumberColumn? Number(string field) => _numbers.GetValueOrDefault(field);

    static Ordering Ordered(AtomicReader segment)
    {
        var ids = segment.GetSortedDocValues(FieldNames.Id);
        var ordinals = new int[segment.MaxDoc];
        var order = new int[segment.MaxDoc];
        for (var document = 0; document < order.Length; document++)
        {
            (ordinals[document], order[document]) = (ids?.GetOrd(document) ?? 0, document);
        }

        Array.Sort(ordinals, order);
        return Ordering.Of(order, segment.MaxDoc);
    }

    static int[] ReadLengths(AtomicReader segment)
    {
        var values = segment.GetNumericDocValues(FieldNames.Length);
        var lengths = new int[segment.MaxDoc];
        for (var document = 0; document < lengths.Length; document++)
        {
            lengths[document] = (int)(values?.Get(document) ?? 0);
        }

        return lengths;
    }
}

/// <summary>A segment as one snapshot sees it: what is in memory, and which documents live.</summary>
sealed class SegmentView(AtomicReaderContext context, SegmentCore core)
{
    public AtomicReaderContext Context => context;

    public AtomicReader Reader => context.AtomicReader;

    public SegmentCore Core => core;

    /// <summary>The documents that are not deleted.</summary>
    public DocSet Live { get; } = ReadLive(context.AtomicReader);

    static DocSet ReadLive(AtomicReader segment)
    {
        if (segment.LiveDocs is not { } live || segment.NumDeletedDocs == 0)
        {
            return DocSet.All;
        }

        var bits = new ulong[BitWords.For(segment.MaxDoc)];
        for (var document = 0; document < segment.MaxDoc; document++)
        {
            bits[document >> 6] |= (live.Get(document) ? 1UL : 0UL) << document;
        }

        return DocSet.OfBits(bits, segment.NumDocs);
    }
}
