using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>
/// Cards that were read before, as long as their text is the same: to read one again costs as much as to find it. While
/// the catalogue has the same version it is, and is not looked at. When there are too many, all are forgotten: the ones
/// that people ask for are soon back.
/// </summary>
internal sealed class CardMemo
{
    public const int Most = 3_000;

    readonly ConcurrentDictionary<string, (long Version, UInt128 Digest, Card Card)> _cards = new(StringComparer.Ordinal);
    int _count;

    public int Count => _cards.Count;

    public Card Of(string id, long version, Func<string> textOf)
    {
        if (_cards.TryGetValue(id, out var known) && known.Version == version) return known.Card;
        var text = textOf();
        var digest = DigestOf(text);
        if (known.Card is not null && known.Digest == digest)
        {
            _cards[id] = known with { Version = version };
            return known.Card;
        }

        if (Interlocked.Increment(ref _count) > Most) Forget();
        var card = Card.FromJson(text);
        _cards[id] = (version, digest, card);
        return card;
    }

    /// <summary>In place of the text, which is as large as the card.</summary>
    static UInt128 DigestOf(string text) =>
        XxHash128.HashToUInt128(MemoryMarshal.AsBytes(text.AsSpan()));

    /// <summary>Counted by hand: asking the dictionary would lock all of it.</summary>
    void Forget()
    {
        Interlocked.Exchange(ref _count, 1); // the one that is being read
        _cards.Clear();
    }
}
