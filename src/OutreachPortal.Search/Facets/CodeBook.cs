using System.Collections.Concurrent;

namespace OutreachPortal.Search;

/// <summary>
/// The codes of one facet field in the whole index, numbered as they appear. It only grows, so that the columns of
/// every segment speak the same numbers and counts need no translation between segments.
/// </summary>
sealed class CodeBook
{
    readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);
    readonly Lock _growing = new();
    volatile string[] _codes = new string[16];
    volatile int _count;
    volatile Sorted _alphabet = new([], []);

    /// <summary>Codes so far; the numbers are those below.</summary>
    public int Count => _count;

    public string this[int number] => _codes[number];

    /// <summary>The number of a code, -1 when no segment ever had it.</summary>
    public int Find(string code) => _numbers.TryGetValue(code, out var number) ? number : -1;

    public int Take(string code)
    {
        if (_numbers.TryGetValue(code, out var known))
        {
            return known;
        }

        lock (_growing)
        {
            return _numbers.TryGetValue(code, out known) ? known : Append(code);
        }
    }

    /// <summary>The numbers in the order of their codes, of as many as there are now.</summary>
    public Sorted Alphabet()
    {
        var known = _alphabet;
        var count = _count;
        if (known.Order.Length == count)
        {
            return known;
        }

        int[] order = [.. Enumerable.Range(0, count).OrderBy(number => _codes[number], StringComparer.Ordinal)];
        var rank = new int[count];
        for (var place = 0; place < count; place++)
        {
            rank[order[place]] = place;
        }

        _alphabet = new Sorted(order, rank);
        return _alphabet;
    }

    int Append(string code)
    {
        if (_count == _codes.Length)
        {
            var longer = new string[_count * 2];
            _codes.CopyTo(longer, 0);
            _codes = longer;
        }

        _codes[_count] = code;
        _numbers[code] = _count;
        return _count++;
    }

    /// <summary>Numbers by place, and places by number.</summary>
    public sealed record Sorted(int[] Order, int[] Rank);
}
