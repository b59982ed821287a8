using Lucene.Net.Index;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>A document that may be among the first.</summary>
/// <param name="Place">Its place in the order.</param>
/// <param name="Document">Its number in the whole snapshot.</param>
/// <param name="Ids">The ids of its segment.</param>
/// <param name="Ordinal">Its id among them, -1 where a segment has none.</param>
sealed record Candidate(Place Place, int Document, SortedDocValues Ids, int Ordinal)
{
    BytesRef? _id;

    public BytesRef Id => _id ??= LookUp();

    BytesRef LookUp()
    {
        var id = new BytesRef();
        Ids.LookupOrd(Ordinal, id);
        return BytesRef.DeepCopyOf(id);
    }
}

/// <summary>
/// Keeps the first <paramref name="size"/> documents. Ids are compared by their number within a segment and looked up
/// only across segments, because equal places are the rule: everything matches alike when no word was asked for.
/// </summary>
sealed class TopHits(int size)
{
    readonly PriorityQueue<Candidate, Candidate> _queue = new(Comparer<Candidate>.Create((a, b) => Compare(b, a)));
    SortedDocValues? _ids;
    int _base;
    int? _bound;

    public void Enter(AtomicReaderContext segment)
    {
        _ids = segment.AtomicReader.GetSortedDocValues(FieldNames.Id);
        _base = segment.DocBase;
        _bound = null;
    }

    public void Offer(int document, Place place)
    {
        if (size == 0 || _ids is null)
        {
            return;
        }

        if (_queue.Count == size && !Precedes(document, place, _queue.Peek()))
        {
            return;
        }

        var candidate = new Candidate(place, _base + document, _ids, _ids.GetOrd(document));
        if (_queue.Count == size)
        {
            _queue.DequeueEnqueue(candidate, candidate);
        }
        else
        {
            _queue.Enqueue(candidate, candidate);
        }

        _bound = null;
    }

    /// <summary>The documents kept, the first first.</summary>
    public IReadOnlyList<Candidate> Ordered()
    {
        var ordered = _queue.UnorderedItems.Select(item => item.Element).ToList();
        ordered.Sort(Compare);
        return ordered;
    }

    bool Precedes(int document, Place place, Candidate last)
    {
        var order = place.Against(last.Place);
        return order < 0 || (order == 0 && _ids!.GetOrd(document) < (_bound ??= OrdinalHere(last)));
    }

    // Where the id of the last one kept stands, or would stand, among the ids of the segment at hand.
    int OrdinalHere(Candidate last)
    {
        if (ReferenceEquals(last.Ids, _ids))
        {
            return last.Ordinal;
        }

        var found = _ids!.LookupTerm(last.Id);
        return found < 0 ? ~found : found;
    }

    static int Compare(Candidate a, Candidate b)
    {
        var order = a.Place.Against(b.Place);
        return order != 0 ? order
            : ReferenceEquals(a.Ids, b.Ids) ? a.Ordinal.CompareTo(b.Ordinal)
            : a.Id.CompareTo(b.Id);
    }
}
