using System.Numerics;

namespace OutreachPortal.Search;

/// <summary>
/// Gives out slots by pages of 64, which are one word of every bitmap. The slots of a group lie in its own pages, so
/// that which of its queries are left is read word by word.
/// </summary>
sealed class SlotPages
{
    public const int PageBits = 6;

    readonly List<ulong> _used = [];
    readonly Stack<int> _free = [];

    /// <summary>Slots in use or free.</summary>
    public int Capacity => _used.Count << PageBits;

    /// <summary>A free slot in one of the group's pages.</summary>
    public int Take(SlotGroup group)
    {
        if (group.Open.Count == 0)
        {
            var fresh = FreePage();
            group.Pages.Add(fresh);
            group.Open.Add(fresh);
        }

        var page = group.Open[^1];
        var slot = BitOperations.TrailingZeroCount(~_used[page]);
        _used[page] |= 1UL << slot;
        if (_used[page] == ulong.MaxValue)
        {
            group.Open.RemoveAt(group.Open.Count - 1);
        }

        return (page << PageBits) + slot;
    }

    /// <summary>Takes a slot of the group back; a page without any is free for others.</summary>
    public void Return(SlotGroup group, int slot)
    {
        var page = slot >> PageBits;
        if (_used[page] == ulong.MaxValue)
        {
            group.Open.Add(page);
        }

        _used[page] &= ~(1UL << slot);
        if (_used[page] == 0)
        {
            group.Open.Remove(page);
            group.Pages.Remove(page);
            _free.Push(page);
        }
    }

    int FreePage()
    {
        if (_free.TryPop(out var page))
        {
            return page;
        }

        _used.Add(0);
        return _used.Count - 1;
    }
}

/// <summary>The pages of queries that are looked at together, and those of them with room.</summary>
sealed class SlotGroup
{
    public List<int> Pages { get; } = [];

    public List<int> Open { get; } = [];
}
