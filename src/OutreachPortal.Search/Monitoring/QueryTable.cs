using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>
/// All stored queries, by slot. A query is found through its codes, and through its text in one of three ways: there is
/// none, some word leads to it, or it has to be asked whenever its codes agree. Not for concurrent changes.
/// </summary>
sealed class QueryTable(FieldPlaces places)
{
    // Fewer slots are not worth counting anew.
    const int SmallTable = SlotSet.ChunkWords * 64;

    readonly Dictionary<long, StoredEntry> _byId = [];
    readonly HashSet<StoredEntry> _entries = new(new SameEntries());
    readonly List<StoredEntry?> _slots = [];
    readonly List<int> _gates = [];
    SlotIds _ids = new();
    SlotPages _pages = new();
    SlotGroup _plain = new();
    SlotGroup _others = new();
    SlotSet _placed = new();

    public int Count => _byId.Count;

    public int DistinctCount => _entries.Count;

    /// <summary>Slots in use or free.</summary>
    public int Capacity => _pages.Capacity;

    public FieldPlaces Places => places;

    public AtomTable Atoms { get; } = new();

    public CodeBoard Board { get; } = new();

    /// <summary>The queries that can match anything.</summary>
    public SlotSet Placed => _placed;

    /// <summary>The queries of which nothing but codes is left to ask.</summary>
    public SlotSet Plain { get; private set; } = new();

    /// <summary>The queries that no word leads to, though there is something to ask.</summary>
    public SlotSet Loose { get; private set; } = new();

    public bool Contains(long id) => _byId.ContainsKey(id);

    /// <summary>
    /// By slot, for a query in its anchor's pages, what <see cref="Posting.Gate"/> is for one that is listed.
    /// </summary>
    public ReadOnlySpan<int> Gates => CollectionsMarshal.AsSpan(_gates);

    public StoredEntry Entry(int slot) => _slots[slot]!;

    public StoredQueryRefusal? Add(long id, StoredQuery query)
    {
        var text = query.Text is { } asked ? new TextCompiler(places, Atoms, asked.Fields).Of(asked.Text.Root)
            : TextTest.Always;
        if (Refusal(text, query) is { } refusal)
        {
            return refusal;
        }

        Remove(id);
        var entry = Shared(Draft(query, text));
        _byId.Add(id, entry);
        _ids.Add(entry.Slot, id);
        return null;
    }

    public bool Remove(long id)
    {
        if (!_byId.Remove(id, out var entry))
        {
            return false;
        }

        if (!_ids.Remove(entry.Slot, id))
        {
            Drop(entry);
            Shrink();
        }

        return true;
    }

    /// <summary>Adds the ids of some slots.</summary>
    public void Emit(ReadOnlySpan<int> slots, List<long> into) => _ids.AddTo(into, slots);

    static StoredQueryRefusal? Refusal(TextTest text, StoredQuery query)
    {
        var costly = text.Anchors() is null ? text.Atoms.FirstOrDefault(atom => atom.Costly is not null) : null;
        return costly is null ? null : new StoredQueryRefusal(costly.Costly!.Value, $"{query.Text!.Text}");
    }

    // What can never match has no codes either, and is found by nothing.
    StoredEntry Draft(StoredQuery query, TextTest text)
    {
        var never = text == TextTest.Never || query.Codes.Any(IsEmpty) || query.Numbers.Any(IsEmpty);
        var numbers = query.Numbers.Distinct().Where(_ => !never)
            .OrderBy(range => range.ToString(), StringComparer.Ordinal);
        var codes = never ? [] : query.Codes.OrderBy(any => any.ToString(), StringComparer.Ordinal)
            .GroupBy(any => any.Field).SelectMany(group => group.SelectMany((any, time) => Board.Sets(any, time)));
        return new StoredEntry([.. codes], [.. numbers], never ? TextTest.Never : text);
    }

    bool IsEmpty(AnyOf any) =>
        any.Values.Count == 0 || places.Schema.Find(any.Field)?.Kind is not (FieldKind.Facet or FieldKind.Keyword);

    bool IsEmpty(Between between) => places.Schema.Find(between.Field)?.Kind != FieldKind.Number;

    StoredEntry Shared(StoredEntry draft)
    {
        if (_entries.TryGetValue(draft, out var known))
        {
            return known;
        }

        foreach (var atom in draft.Text.Atoms)
        {
            Atoms.Hold(atom);
        }

        _entries.Add(draft);
        Place(draft);
        return draft;
    }

    void Place(StoredEntry entry)
    {
        var anchors = entry.Text == TextTest.Never ? null : entry.Text.Anchors();
        entry.Anchors = anchors?.Atoms ?? [];
        Settle(entry);
        if (entry.Anchors is [{ Led.IsCrowded: true } anchor])
        {
            MoveTogether(anchor);
        }
    }

    // What can never match gets a slot, but nothing leads to it.
    void Settle(StoredEntry entry)
    {
        entry.Group = GroupOf(entry);
        entry.Slot = _pages.Take(entry.Group);
        CollectionsMarshal.SetCount(_slots, Capacity);
        CollectionsMarshal.SetCount(_gates, Capacity);
        _ids.Grow(Capacity);
        _ids.Clear(entry.Slot);
        _slots[entry.Slot] = entry;
        if (entry.Text != TextTest.Never)
        {
            _placed.Add(entry.Slot);
            Board.Place(entry.Codes, entry.Slot);
            Lead(entry);
        }
    }

    SlotGroup GroupOf(StoredEntry entry) => entry.Anchors.Count == 1 ? entry.Anchors[0].Led.Group ?? _others
        : entry.Anchors.Count == 0 && entry.Text != TextTest.Never && Way(entry) == Plain ? _plain
        : _others;

    void Lead(StoredEntry entry)
    {
        if (entry.Anchors.Count == 0)
        {
            Way(entry).Add(entry.Slot);
            return;
        }

        foreach (var anchor in entry.Anchors)
        {
            var posting = Posting.Of(entry, anchor);
            if (entry.Group == anchor.Led.Group)
            {
                _gates[entry.Slot] = posting.Gate;
            }
            else
            {
                anchor.Led.Add(entry, posting);
            }
        }
    }

    void MoveTogether(Atom anchor)
    {
        List<StoredEntry> moving = [];
        foreach (var posting in anchor.Led.Postings)
        {
            moving.AddRange(Entry(posting.Slot) is { Anchors.Count: 1 } entry ? [entry] : []);
        }

        var ids = moving.ConvertAll(entry => _ids[entry.Slot]);
        moving.ForEach(Unsettle);
        anchor.Led.Gather();
        foreach (var (entry, held) in moving.Zip(ids))
        {
            Settle(entry);
            _ids[entry.Slot] = held;
        }
    }

    SlotSet Way(StoredEntry entry) => entry.Text == TextTest.Always && entry.Numbers.Length == 0 ? Plain : Loose;

    void Drop(StoredEntry entry)
    {
        _entries.Remove(entry);
        Unsettle(entry);
        Board.Forget(entry.Codes);
        foreach (var atom in entry.Text.Atoms)
        {
            Atoms.Release(atom);
        }
    }

    void Unsettle(StoredEntry entry)
    {
        if (entry.Text != TextTest.Never)
        {
            _placed.Remove(entry.Slot);
            Board.Take(entry.Codes, entry.Slot);
            Unlead(entry);
        }

        _slots[entry.Slot] = null;
        _ids.Clear(entry.Slot);
        _pages.Return(entry.Group!, entry.Slot);
    }

    void Unlead(StoredEntry entry)
    {
        if (entry.Anchors.Count == 0)
        {
            Way(entry).Remove(entry.Slot);
        }

        foreach (var anchor in entry.Anchors.Where(anchor => anchor.Led.Group != entry.Group))
        {
            anchor.Led.Remove(entry);
        }
    }

    // Counts the slots anew when few of many are left, so that what was removed is gone.
    void Shrink()
    {
        if (Capacity <= SmallTable || _entries.Count * 4 > Capacity)
        {
            return;
        }

        Resettle();
    }

    /// <summary>Gives every query a new slot, and the word that was met least since to be found by.</summary>
    public void Resettle()
    {
        var kept = _slots.OfType<StoredEntry>().Select(entry => (Entry: entry, Ids: _ids[entry.Slot])).ToList();
        foreach (var (entry, _) in kept.Where(pair => pair.Entry.Text != TextTest.Never))
        {
            Board.Take(entry.Codes, entry.Slot);
            entry.Anchors.ToList().ForEach(anchor => anchor.Led.Clear());
        }

        (_ids, _pages, _plain, _others, _placed, Plain, Loose) = (new(), new(), new(), new(), new(), new(), new());
        _slots.Clear();
        foreach (var (entry, ids) in kept)
        {
            Place(entry);
            _ids[entry.Slot] = ids;
        }

        _slots.TrimExcess();
        _gates.TrimExcess();
        _byId.TrimExcess();
        _entries.TrimExcess();
        Atoms.Trim();
    }
}
