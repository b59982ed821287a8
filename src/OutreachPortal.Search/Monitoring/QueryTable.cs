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
    List<StoredEntry?> _slots = [];
    List<long> _ids = [];
    Dictionary<int, IdList> _several = [];
    Stack<int> _free = [];
    SlotSet _placed = new();

    public int Count => _byId.Count;

    public int DistinctCount => _entries.Count;

    /// <summary>Slots in use or free.</summary>
    public int Capacity => _slots.Count;

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
        AddId(entry, id);
        return null;
    }

    public bool Remove(long id)
    {
        if (!_byId.Remove(id, out var entry))
        {
            return false;
        }

        if (!DropId(entry, id))
        {
            Drop(entry);
            Shrink();
        }

        return true;
    }

    /// <summary>Adds the ids of a slot.</summary>
    public void Emit(int slot, List<long> into)
    {
        var id = _ids[slot];
        if (id == StoredEntry.Several)
        {
            into.AddRange(_several[slot].Ids);
        }
        else
        {
            into.Add(id);
        }
    }

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
        entry.Slot = _free.Count > 0 ? _free.Pop() : _slots.Count;
        if (entry.Slot == _slots.Count)
        {
            _slots.Add(entry);
            _ids.Add(StoredEntry.Several);
        }

        (_slots[entry.Slot], _ids[entry.Slot]) = (entry, StoredEntry.Several);
        if (entry.Text == TextTest.Never)
        {
            return;
        }

        _placed.Add(entry.Slot);
        Board.Place(entry.Codes, entry.Slot);
        Lead(entry);
    }

    void Lead(StoredEntry entry)
    {
        if (entry.Text.Anchors() is { } anchors)
        {
            entry.Anchors = anchors.Atoms;
            foreach (var anchor in anchors.Atoms)
            {
                anchor.Led.Add(entry, anchor);
            }
        }
        else
        {
            Way(entry).Add(entry.Slot);
        }
    }

    SlotSet Way(StoredEntry entry) => entry.Text == TextTest.Always && entry.Numbers.Length == 0 ? Plain : Loose;

    void Drop(StoredEntry entry)
    {
        _entries.Remove(entry);
        if (entry.Text != TextTest.Never)
        {
            _placed.Remove(entry.Slot);
            Board.Take(entry.Codes, entry.Slot);
            Board.Forget(entry.Codes);
            Unlead(entry);
        }

        _slots[entry.Slot] = null;
        _several.Remove(entry.Slot);
        _free.Push(entry.Slot);
        foreach (var atom in entry.Text.Atoms)
        {
            Atoms.Release(atom);
        }
    }

    void Unlead(StoredEntry entry)
    {
        if (entry.Anchors.Count == 0)
        {
            Way(entry).Remove(entry.Slot);
        }

        foreach (var anchor in entry.Anchors)
        {
            anchor.Led.Remove(entry.Slot);
        }
    }

    void AddId(StoredEntry entry, long id)
    {
        var only = _ids[entry.Slot];
        var several = _several.GetValueOrDefault(entry.Slot);
        if (only == StoredEntry.Several && several is null && id != StoredEntry.Several)
        {
            SetId(entry, id);
            return;
        }

        several ??= _several[entry.Slot] = only == StoredEntry.Several ? new IdList() : new IdList(only);
        several.Add(id);
        SetId(entry, StoredEntry.Several);
    }

    void SetId(StoredEntry entry, long id)
    {
        if (_ids[entry.Slot] == id)
        {
            return;
        }

        _ids[entry.Slot] = id;
        foreach (var anchor in entry.Anchors)
        {
            anchor.Led.SetId(entry.Slot, id);
        }
    }

    // Whether ids remain.
    bool DropId(StoredEntry entry, long id)
    {
        var several = _several.GetValueOrDefault(entry.Slot);
        several?.Remove(id);
        return several is { Ids.Length: > 0 };
    }

    // Counts the slots anew when few of many are left, so that what was removed is gone.
    void Shrink()
    {
        if (_slots.Count <= SmallTable || _entries.Count * 4 > _slots.Count)
        {
            return;
        }

        Resettle();
    }

    /// <summary>Gives every query a new slot, and the word that was met least since to be found by.</summary>
    public void Resettle()
    {
        var kept = _slots.OfType<StoredEntry>()
            .Select(entry => (Entry: entry, Id: _ids[entry.Slot], Several: _several.GetValueOrDefault(entry.Slot)))
                .ToList();
        foreach (var (entry, _, _) in kept.Where(pair => pair.Entry.Text != TextTest.Never))
        {
            Board.Take(entry.Codes, entry.Slot);
            entry.Anchors.ToList().ForEach(anchor => anchor.Led.Clear());
        }

        (_slots, _ids, _several, _free, _placed, Plain, Loose) = ([], [], [], [], new(), new(), new());
        foreach (var (entry, id, several) in kept)
        {
            entry.Anchors = [];
            Place(entry);
            SetId(entry, id);
            _ = several is null || _several.TryAdd(entry.Slot, several);
        }

        _byId.TrimExcess();
        _entries.TrimExcess();
        Atoms.Trim();
    }
}
