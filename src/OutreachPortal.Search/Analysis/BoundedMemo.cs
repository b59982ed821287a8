using System.Collections.Concurrent;

namespace OutreachPortal.Search;

/// <summary>
/// Remembers what was made of a word, for at most <paramref name="limit"/> words; then it begins anew, which costs less
/// than keeping account of use. Long words are made each time: they are rare and each is different.
/// </summary>
sealed class BoundedMemo<T>(int limit, Func<string, T> make)
{
    const int LongWord = 40;

    readonly ConcurrentDictionary<string, T> _known = new(StringComparer.Ordinal);
    int _count;

    public T Of(ReadOnlySpan<char> word)
    {
        if (_known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var known))
        {
            return known;
        }

        var text = word.ToString();
        var made = make(text);
        return text.Length > LongWord ? made : Keep(text, made);
    }

    T Keep(string text, T made)
    {
        if (Interlocked.Increment(ref _count) > limit)
        {
            _known.Clear();
            _count = 1;
        }

        _known[text] = made;
        return made;
    }
}
