using System.Collections.Concurrent;

namespace OutreachPortal.Search;

/// <summary>
/// What was counted in one snapshot, by what was asked. A snapshot never changes, so it stays exact; a list that
/// everybody opens is counted once instead of each time. When there are too many, all are forgotten.
/// </summary>
sealed class KnownCounts
{
    public const int Most = 16;

    readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<FacetCount>>> _counts =
        new(StringComparer.Ordinal);

    public int Count => _counts.Count;

    /// <summary>The counts of each facet, as they are answered; null where nobody has asked yet.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>>? Find(string key) => _counts.GetValueOrDefault(key);

    /// <summary>Under null nothing is kept: it is not asked again.</summary>
    public void Keep(string? key, IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> counts)
    {
        if (key is null)
        {
            return;
        }

        if (_counts.Count >= Most)
        {
            _counts.Clear();
        }

        _counts[key] = counts;
    }
}
