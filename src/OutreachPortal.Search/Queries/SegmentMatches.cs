using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using LuceneQuery = Lucene.Net.Search.Query;

namespace OutreachPortal.Search;

/// <summary>The documents of a query in the segment at hand, as bits.</summary>
sealed class SegmentMatches(IndexSearcher searcher, LuceneQuery query)
{
    readonly Weight _weight = searcher.CreateNormalizedWeight(query);
    FixedBitSet _bits = new(0);

    public void Enter(AtomicReaderContext segment)
    {
        _bits = new FixedBitSet(segment.Reader.MaxDoc);
        if (_weight.GetScorer(segment, acceptDocs: null) is { } scorer)
        {
            _bits.Or(scorer);
        }
    }

    public bool Contain(int document) => _bits.Get(document);
}
