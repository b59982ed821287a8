using System.Buffers;
using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>By slot the ids that have its query: most have one, which needs no list.</summary>
sealed class SlotIds
{
    // In the place of an id: see the list.
    const long Listed = long.MinValue;

    readonly List<long> _ids = [];
    readonly List<IdList?> _several = [];

    /// <summary>All ids of a slot, to be carried to another.</summary>
    public (long Only, IdList? Several) this[int slot]
    {
        get => (_ids[slot], _several[slot]);
        set => (_ids[slot], _several[slot]) = value;
    }

    public void Grow(int slots)
    {
        CollectionsMarshal.SetCount(_ids, slots);
        CollectionsMarshal.SetCount(_several, slots);
    }

    /// <summary>Leaves a slot without ids.</summary>
    public void Clear(int slot) => this[slot] = (Listed, null);

    public void Add(int slot, long id)
    {
        var (only, several) = this[slot];
        if (only == Listed && several is null && id != Listed)
        {
            _ids[slot] = id;
            return;
        }

        several ??= only == Listed ? new IdList() : new IdList(only);
        several.Add(id);
        this[slot] = (Listed, several);
    }

    /// <summary>Takes an id from a slot; whether any are left.</summary>
    public bool Remove(int slot, long id)
    {
        var several = _several[slot];
        several?.Remove(id);
        return several is { Ids.Length: > 0 };
    }

    /// <summary>Adds the ids of some slots: those that are alone first, without a branch, then the lists.</summary>
    public void AddTo(List<long> into, ReadOnlySpan<int> slots)
    {
        var (before, alone, listed) = (into.Count, 0, 0);
        var lists = ArrayPool<int>.Shared.Rent(slots.Length);
        CollectionsMarshal.SetCount(into, before + slots.Length);
        var ids = CollectionsMarshal.AsSpan(_ids);
        var places = CollectionsMarshal.AsSpan(into)[before..];
        foreach (var slot in slots)
        {
            var id = ids[slot];
            var isListed = id == Listed ? 1 : 0;
            (places[alone], lists[listed]) = (id, slot);
            (alone, listed) = (alone + 1 - isListed, listed + isListed);
        }

        CollectionsMarshal.SetCount(into, before + alone);
        foreach (var slot in lists.AsSpan(0, listed))
        {
            into.AddRange(_several[slot]!.Ids);
        }

        ArrayPool<int>.Shared.Return(lists);
    }
}
