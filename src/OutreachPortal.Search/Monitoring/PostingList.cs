using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>
/// The queries of one anchor. Few of them, and those that other anchors lead to as well, are listed; when there are
/// many that only this one leads to, they move to slots that lie together, and of a whole page one word says who is
/// left.
/// </summary>
sealed class PostingList
{
    // Smaller lists are not worth cutting.
    const int Small = 16;

    // So many fill a page.
    const int Many = 1 << SlotPages.PageBits;

    readonly List<Posting> _postings = [];
    int _alone;

    public ReadOnlySpan<Posting> Postings => CollectionsMarshal.AsSpan(_postings);

    /// <summary>The slots of the queries that only this anchor leads to, once there were many.</summary>
    public SlotGroup? Group { get; private set; }

    /// <summary>Whether those that are listed and have no other anchor should move together.</summary>
    public bool IsCrowded => Group is null && _alone >= Many;

    public void Gather() => Group = new SlotGroup();

    public void Add(StoredEntry entry, Posting posting)
    {
        _postings.Add(posting);
        _alone += entry.Anchors.Count == 1 ? 1 : 0;
    }

    public void Remove(StoredEntry entry)
    {
        // The newest is the likeliest.
        var (at, last) = (_postings.FindLastIndex(posting => posting.Slot == entry.Slot), _postings.Count - 1);
        _postings[at] = _postings[last];
        _postings.RemoveAt(last);
        _alone -= entry.Anchors.Count == 1 ? 1 : 0;
        if (last * 4 < _postings.Capacity && _postings.Capacity > Small)
        {
            _postings.Capacity = last * 2;
        }
    }

    public void Clear()
    {
        _postings.Clear();
        (_alone, Group) = (0, null);
    }
}
