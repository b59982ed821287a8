using System.Collections.Concurrent;

namespace OutreachPortal.Search;

/// <summary>
/// A set of documents that is kept, and how much each counts in ranking; no impacts where all count alike.
/// </summary>
/// <param name="Set">The documents.</param>
/// <param name="Impacts">In the order of the set's list: from 0 to 65,535, how much of a word's weight each document
/// earns.</param>
/// <param name="IsComplete">Whether no limit cut the words that led to it.</param>
sealed record KeptSet(DocSet Set, ushort[]? Impacts, bool IsComplete = true)
{
    /// <summary>Bytes of memory, about.</summary>
    public long Size => 150 + (4L * (Set.List?.Length ?? 0)) + (8L * (Set.Bits?.Length ?? 0)) + (2L * (Impacts?.Length ?? 0));
}

/// <summary>
/// Remembers the documents of words, phrases, patterns, codes and ranges, per segment, within one budget for the whole
/// index. When the budget is passed, what was not asked for longest goes, until three quarters are left.
/// </summary>
sealed class SetCache(long budget)
{
    readonly Lock _sweeping = new();
    readonly WeakList _segments = new();
    long _size;
    long _clock;

    /// <summary>Bytes in use, about.</summary>
    public long Size => Interlocked.Read(ref _size);

    public Segment ForSegment()
    {
        var segment = new Segment(this);
        _segments.Add(segment);
        return segment;
    }

    void Grow(long bytes)
    {
        if (Interlocked.Add(ref _size, bytes) <= budget || !_sweeping.TryEnter())
        {
            return;
        }

        try
        {
            Sweep();
        }
        finally
        {
            _sweeping.Exit();
        }
    }

    // Segments that are gone leave with the collector; the sum is taken anew.
    void Sweep()
    {
        var all = _segments.Alive().SelectMany(segment => segment.Entries()).OrderByDescending(entry => entry.Value.Used).ToList();
        var kept = 0L;
        foreach (var (owner, key, value) in all)
        {
            if (kept + value.Kept.Size <= budget / 4 * 3)
            {
                kept += value.Kept.Size;
            }
            else
            {
                owner.Remove(key);
            }
        }

        Interlocked.Exchange(ref _size, kept);
    }

    /// <summary>What is remembered of one segment.</summary>
    public sealed class Segment(SetCache cache)
    {
        readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

        /// <summary>What was kept under the key, or null.</summary>
        public KeptSet? Find(string key)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                return null;
            }

            entry.Used = Interlocked.Increment(ref cache._clock);
            return entry.Kept;
        }

        public KeptSet Keep(string key, KeptSet kept)
        {
            if (_entries.TryAdd(key, new Entry(kept) { Used = Interlocked.Increment(ref cache._clock) }))
            {
                cache.Grow(kept.Size);
            }

            return kept;
        }

        public IEnumerable<(Segment Owner, string Key, Entry Value)> Entries() =>
            _entries.Select(entry => (this, entry.Key, entry.Value));

        public void Remove(string key) => _entries.TryRemove(key, out _);
    }

    /// <summary>A set and when it was last asked for.</summary>
    public sealed class Entry(KeptSet kept)
    {
        long _used;

        public KeptSet Kept => kept;

        public long Used
        {
            get => Interlocked.Read(ref _used);
            set => Interlocked.Exchange(ref _used, value);
        }
    }

    sealed class WeakList
    {
        readonly List<WeakReference<Segment>> _segments = [];

        public void Add(Segment segment)
        {
            lock (_segments)
            {
                _segments.RemoveAll(known => !known.TryGetTarget(out _));
                _segments.Add(new WeakReference<Segment>(segment));
            }
        }

        public List<Segment> Alive()
        {
            lock (_segments)
            {
                return [.. _segments.Select(known => known.TryGetTarget(out var segment) ? segment : null).OfType<Segment>()];
            }
        }
    }
}
