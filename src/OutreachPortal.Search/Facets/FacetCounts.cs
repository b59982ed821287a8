using System.Numerics;

namespace OutreachPortal.Search;

/// <summary>The counts of the code facets of one search, over all segments.</summary>
sealed class FacetCounts(IReadOnlyDictionary<string, CodeBook> books, Scratch scratch)
{
    readonly Dictionary<string, int[]> _counts = [];
    readonly Dictionary<string, int> _codes = [];

    public void Ask(string field)
    {
        if (books.TryGetValue(field, out var book))
        {
            // The book may grow meanwhile, by segments that this search does not see.
            var codes = _codes[field] = book.Count;
            _counts[field] = scratch.Ints(codes);
            _counts[field].AsSpan(0, codes).Clear();
        }
    }

    /// <summary>Counts the documents of a set in every facet asked for but those left out.</summary>
    public void Add(FacetColumns columns, DocSet set, SetAlgebra algebra, IReadOnlyCollection<string> without) =>
        Add(columns, set, algebra, part => !without.Contains(part.Field) && _counts.ContainsKey(part.Field));

    /// <summary>Counts the documents of a set in one facet.</summary>
    public void AddOne(FacetColumns columns, DocSet set, SetAlgebra algebra, string field) =>
        Add(columns, set, algebra, part => part.Field == field && _counts.ContainsKey(field));

    /// <summary>What was counted, most first, then by code.</summary>
    public IReadOnlyList<FacetCount> Result(string field)
    {
        if (!_counts.TryGetValue(field, out var counts))
        {
            return [];
        }

        // Count and place in the alphabet make one number, so that sorting compares numbers only.
        var (book, alphabet) = (books[field], books[field].Alphabet());
        var keys = new long[_codes[field]];
        var found = 0;
        for (var number = 0; number < keys.Length; number++)
        {
            if (counts[number] > 0)
            {
                keys[found++] = ((long)(int.MaxValue - counts[number]) << 32) | (uint)alphabet.Rank[number];
            }
        }

        Array.Sort(keys, 0, found);
        var result = new FacetCount[found];
        for (var i = 0; i < found; i++)
        {
            result[i] = new FacetCount(book[alphabet.Order[(int)keys[i]]], int.MaxValue - (int)(keys[i] >> 32));
        }

        return result;
    }

    void Add(FacetColumns columns, DocSet set, SetAlgebra algebra, Predicate<FacetPart> wanted)
    {
        if (set.IsEmpty)
        {
            return;
        }

        for (var column = 0; column < columns.Width; column++)
        {
            var (count, all) = columns.Columns[column];
            var parts = Array.FindAll(all, wanted);
            if (parts.Length > 0)
            {
                AddColumn(columns, column, count, parts, set, algebra);
            }
        }

        foreach (var part in Array.FindAll(columns.Alone, wanted))
        {
            AddAlone(part.Lists, _counts[part.Field], algebra.Listed(set));
        }
    }

    void AddColumn(FacetColumns columns, int column, int count, FacetPart[] parts, DocSet set, SetAlgebra algebra)
    {
        var histogram = scratch.Ints(count);
        histogram.AsSpan(0, count).Clear();
        var rows = columns.Rows.AsSpan(column);
        if (set.List is { } list)
        {
            CountList(rows, columns.Width, list.AsSpan(0, set.Count), histogram);
        }
        else
        {
            CountBits(rows, columns.Width, algebra.BitsOf(set).AsSpan(0, BitWords.For(algebra.MaxDoc)), histogram);
        }

        foreach (var part in parts)
        {
            Expand(part.Lists, histogram, count, _counts[part.Field]);
        }
    }

    static void CountList(ReadOnlySpan<ushort> rows, int width, ReadOnlySpan<int> list, Span<int> histogram)
    {
        foreach (var document in list)
        {
            histogram[rows[document * width]]++;
        }
    }

    static void CountBits(ReadOnlySpan<ushort> rows, int width, ReadOnlySpan<ulong> bits, Span<int> histogram)
    {
        for (var i = 0; i < bits.Length; i++)
        {
            for (var word = bits[i]; word != 0; word &= word - 1)
            {
                histogram[rows[((i << 6) + BitOperations.TrailingZeroCount(word)) * width]]++;
            }
        }
    }

    static void Expand(CodeLists lists, ReadOnlySpan<int> histogram, int count, Span<int> counts)
    {
        for (var key = 0; key < count; key++)
        {
            if (histogram[key] is var times and > 0)
            {
                foreach (var code in lists[key])
                {
                    counts[code] += times;
                }
            }
        }
    }

    static void AddAlone(CodeLists lists, Span<int> counts, DocSet listed)
    {
        foreach (var document in listed.List.AsSpan(0, listed.Count))
        {
            foreach (var code in lists[document])
            {
                counts[code]++;
            }
        }
    }
}
