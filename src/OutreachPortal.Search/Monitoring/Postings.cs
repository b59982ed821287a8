namespace OutreachPortal.Search;

/// <summary>How a query stands in the list of an anchor.</summary>
static class Postings
{
    public static Posting Of(StoredEntry entry, Atom anchor)
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

    public static void Remove(List<Posting> postings, int slot)
    {
        var at = postings.FindIndex(posting => posting.Slot == slot);
        postings[at] = postings[^1];
        postings.RemoveAt(postings.Count - 1);
        if (postings.Count * 4 < postings.Capacity && postings.Capacity > 16)
        {
            postings.Capacity = postings.Count * 2;
        }
    }

    /// <summary>Writes an id into the posting of a slot; the newest is the likeliest.</summary>
    public static void SetId(List<Posting> postings, int slot, long id)
    {
        var at = postings.FindLastIndex(posting => posting.Slot == slot);
        postings[at] = postings[at] with { Id = id };
    }

    static Atom? Second(AllTest all, Atom anchor) => all.Parts.OfType<Atom>().Where(atom => atom.IsMarked && atom != anchor)
        .OrderBy(atom => atom.Met).ThenBy(atom => atom.Uses).FirstOrDefault();
}
