using System.Collections.Concurrent;

namespace OutreachPortal.Search;

/// <summary>
/// What was counted in one segment of one snapshot, by what was asked. A snapshot never changes, so it stays exact; a list
/// that everybody opens is counted once instead of each time. When there are too many, all are forgotten.
/// </summary>
sealed class SegmentTallies
{
    public const int Most = 16;

    readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, int[]>> _tallies = new(StringComparer.Ordinal);

    public int Count => _tallies.Count;

    /// <summary>The counts by number of the code, for each facet.</summary>
    public IReadOnlyDictionary<string, int[]> Of(string key, Func<IReadOnlyDictionary<string, int[]>> count)
    {
        if (_tallies.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_tallies.Count >= Most)
        {
            _tallies.Clear();
        }

        return _tallies[key] = count();
    }
}
