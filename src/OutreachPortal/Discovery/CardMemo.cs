using System.Collections.Concurrent;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>
/// Cards that were read before, as long as their text is the same: to read one again costs as much as to find it. When there
/// are too many, all are forgotten: the ones that people ask for are soon back.
/// </summary>
internal sealed class CardMemo
{
    public const int Most = 3_000;

    readonly ConcurrentDictionary<string, (string Text, Card Card)> _cards = new(StringComparer.Ordinal);
    int _count;

    public int Count => _cards.Count;

    public Card Of(string id, string text)
    {
        if (_cards.TryGetValue(id, out var known) && known.Text == text) return known.Card;
        if (Interlocked.Increment(ref _count) > Most) Forget();
        var card = Card.FromJson(text);
        _cards[id] = (text, card);
        return card;
    }

    /// <summary>Counted by hand: asking the dictionary would lock all of it.</summary>
    void Forget()
    {
        Interlocked.Exchange(ref _count, 1); // the one that is being read
        _cards.Clear();
    }
}
