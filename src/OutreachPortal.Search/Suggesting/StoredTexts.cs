using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace OutreachPortal.Search;

/// <summary>
/// The texts of a field as they were written, read once per segment and kept as long as it: a refresh reads new
/// segments only. Deleted documents are counted until their segment is merged.
/// </summary>
sealed class StoredTexts
{
    /// <summary>Documents of a segment that are read.</summary>
    public const int MaxDocuments = 200_000;

    // A longer text is no title.
    const int MaxLength = 200;

    readonly ConditionalWeakTable<object, ConcurrentDictionary<string, Lazy<SortedTexts>>> _bySegment = [];

    public IReadOnlyList<Completion> Complete(Snapshot snapshot, string field, string folded, int most)
    {
        var found = new Dictionary<string, Completion>();
        for (var segment = 0; segment < snapshot.Segments.Length; segment++)
        {
            foreach (var (key, text, count) in Of(snapshot, segment, field).From(folded))
            {
                found[key] = found.TryGetValue(key, out var known)
                    ? known with { Documents = known.Documents + count } : new Completion(text, count);
            }
        }

        return First(found.Values, most);
    }

    /// <summary>The most frequent, then by text.</summary>
    public static IReadOnlyList<Completion> First(IEnumerable<Completion> found, int most) =>
    [
        .. found.OrderByDescending(completion => completion.Documents)
            .ThenBy(completion => completion.Text, StringComparer.Ordinal).Take(most),
    ];

    SortedTexts Of(Snapshot snapshot, int segment, string field) => _bySegment
        .GetOrCreateValue(snapshot.Segments[segment].Core)
        .GetOrAdd(field, name => new Lazy<SortedTexts>(() => Read(snapshot, segment, name))).Value;

    static SortedTexts Read(Snapshot snapshot, int segment, string field)
    {
        var counts = new Dictionary<string, (string Text, int Count)>();
        for (var document = 0; document < Math.Min(snapshot.Segments[segment].Core.MaxDoc, MaxDocuments); document++)
        {
            var texts = snapshot.Records.Read(snapshot.TextsOf(segment, document));
            foreach (var (_, _, original) in texts.Texts([field]))
            {
                var text = original.Trim();
                var key = text.Length <= MaxLength ? Folding.Neutral(text) : "";
                counts[key] = (counts.GetValueOrDefault(key).Text ?? text, counts.GetValueOrDefault(key).Count + 1);
            }
        }

        counts.Remove("");
        return new SortedTexts(counts);
    }
}

/// <summary>Texts by their folded form, in order.</summary>
sealed class SortedTexts
{
    readonly string[] _keys;
    readonly (string Text, int Count)[] _values;

    public SortedTexts(Dictionary<string, (string Text, int Count)> counts)
    {
        (_keys, _values) = ([.. counts.Keys], [.. counts.Values]);
        Array.Sort(_keys, _values, StringComparer.Ordinal);
    }

    public IEnumerable<(string Key, string Text, int Count)> From(string prefix)
    {
        var at = Array.BinarySearch(_keys, prefix, StringComparer.Ordinal);
        for (at = at < 0 ? ~at : at; at < _keys.Length && _keys[at].StartsWith(prefix, StringComparison.Ordinal); at++)
        {
            yield return (_keys[at], _values[at].Text, _values[at].Count);
        }
    }
}
