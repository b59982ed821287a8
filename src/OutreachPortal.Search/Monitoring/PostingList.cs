using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>
/// The queries of one anchor. Their ids stand beside: the list is run through for every document that has the anchor,
/// and only those that pass need an id.
/// </summary>
sealed class PostingList
{
    // Smaller lists are not worth cutting.
    const int Small = 16;

    readonly List<Posting> _postings = [];
    readonly List<long> _ids = [];

    public ReadOnlySpan<Posting> Postings => CollectionsMarshal.AsSpan(_postings);

    public ReadOnlySpan<long> Ids => CollectionsMarshal.AsSpan(_ids);

    public void Add(StoredEntry entry, Atom anchor)
    {
        _postings.Add(Of(entry, anchor));
        _ids.Add(StoredEntry.Several);
    }

    public void Remove(int slot)
    {
        var (at, last) = (Find(slot), _postings.Count - 1);
        (_postings[at], _ids[at]) = (_postings[last], _ids[last]);
        _postings.RemoveAt(last);
        _ids.RemoveAt(last);
        if (last * 4 < _postings.Capacity && _postings.Capacity > Small)
        {
            (_postings.Capacity, _ids.Capacity) = (last * 2, last * 2);
        }
    }

    public void SetId(int slot, long id) => _ids[Find(slot)] = id;

    public void Clear()
    {
        _postings.Clear();
        _ids.Clear();
    }

    // The newest is the likeliest.
    int Find(int slot) => _postings.FindLastIndex(posting => posting.Slot == slot);

    static Posting Of(StoredEntry entry, Atom anchor)
    {
        var plain = entry.Numbers.Length == 0;
        return entry.Text switch
        {
            Atom atom when plain && atom == anchor => Posting.Sure(entry.Slot),
            AnyTest any when plain && any.Parts.Contains(anchor) => Posting.Sure(entry.Slot),
            AllTest all when all.Parts.Contains(anchor) && Second(all, anchor) is { } second =>
                plain && all.Parts.Length == 2 ? Posting.With(entry.Slot, second) : Posting.Asking(entry.Slot, second),
            _ => Posting.Asking(entry.Slot, second: null),
        };
    }

    static Atom? Second(AllTest all, Atom anchor) =>
        all.Parts.OfType<Atom>().Where(atom => atom.IsMarked && atom != anchor)
        .OrderBy(atom => atom.Met).ThenBy(atom => atom.Uses).FirstOrDefault();
}
