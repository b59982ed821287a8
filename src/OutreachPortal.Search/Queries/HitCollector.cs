using Lucene.Net.Index;
using Lucene.Net.Search;

namespace OutreachPortal.Search;

/// <summary>
/// One pass over what matches the query. A document that passes every filter is a hit and counts everywhere; one that
/// fails the filters of a single name counts in the facet of that name only, which is what multi-select asks for.
/// </summary>
sealed class HitCollector(
    IReadOnlyList<IGrouping<string, SegmentMatches>> filters, IReadOnlyList<FacetTally> tallies, Ranking ranking, TopHits top)
    : ICollector
{
    readonly FacetTally[] _tallies = [.. tallies];
    readonly SegmentMatches[][] _filters = [.. filters.Select(group => group.ToArray())];
    readonly FacetTally[][] _sideways =
        [.. filters.Select(group => tallies.Where(tally => tally.Name == group.Key).ToArray())];

    Scorer? _scorer;
    bool _entered;

    public long Total { get; private set; }

    // Scores and counts do not care, and ids decide ties.
    public bool AcceptsDocsOutOfOrder => true;

    public void SetScorer(Scorer scorer) => _scorer = scorer;

    public void SetNextReader(AtomicReaderContext context)
    {
        Finish();
        _entered = true;
        ranking.Enter(context);
        top.Enter(context);
        foreach (var matches in _filters.SelectMany(group => group))
        {
            matches.Enter(context);
        }

        foreach (var tally in _tallies)
        {
            tally.Enter(context);
        }
    }

    public void Collect(int doc)
    {
        const int None = -1;
        var failed = None;
        for (var i = 0; i < _filters.Length; i++)
        {
            if (Passes(_filters[i], doc))
            {
                continue;
            }

            if (failed != None)
            {
                return;
            }

            failed = i;
        }

        if (failed == None)
        {
            Total++;
            top.Offer(doc, ranking.Of(doc, _scorer));
        }

        foreach (var tally in failed == None ? _tallies : _sideways[failed])
        {
            tally.Count(doc);
        }
    }

    /// <summary>Closes the last segment; the counts are complete after it.</summary>
    public void Finish()
    {
        foreach (var tally in _entered ? _tallies : [])
        {
            tally.Leave();
        }

        _entered = false;
    }

    static bool Passes(SegmentMatches[] filters, int document)
    {
        foreach (var filter in filters)
        {
            if (!filter.Contain(document))
            {
                return false;
            }
        }

        return true;
    }
}
