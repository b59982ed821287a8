using System.Numerics;

namespace OutreachPortal.Search;

/// <summary>The counts of the code facets of one search, over all segments.</summary>
sealed class FacetCounts
{
    // A document looked at by itself costs about as much as this many combinations.
    const int Sparse = 4;

    readonly IReadOnlyDictionary<string, CodeBook> _books;
    readonly Scratch _scratch;
    readonly Dictionary<string, int[]> _counts = [];
    readonly Dictionary<string, int> _codes = [];

    /// <summary>Counts nothing yet, of those of the fields that have a book of codes.</summary>
    public FacetCounts(IReadOnlyDictionary<string, CodeBook> books, Scratch scratch, IEnumerable<string> fields)
    {
        (_books, _scratch) = (books, scratch);
        foreach (var field in fields.Where(books.ContainsKey))
        {
            // The book may grow meanwhile, by segments that this search does not see.
            var codes = _codes[field] = books[field].Count;
            _counts[field] = scratch.Ints(codes);
            _counts[field].AsSpan(0, codes).Clear();
        }
    }

    /// <summary>Counts the documents of a set in every facet asked for.</summary>
    public void Add(FacetColumns columns, DocSet set, SetAlgebra algebra) =>
        Add(columns, set, algebra, part => _counts.ContainsKey(part.Field));

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
        var (book, alphabet) = (_books[field], _books[field].Alphabet());
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

        if (set.List is { } few && set.Count * Sparse < columns.Columns.Sum(column => column.Count))
        {
            AddEach(columns, few.AsSpan(0, set.Count), wanted);
            AddAlone(columns, set, algebra, wanted);
            return;
        }

        var some = Enumerable.Range(0, columns.Width)
            .Select(column => (column, parts: Array.FindAll(columns.Columns[column].Parts, wanted)))
            .Where(found => found.parts.Length > 0).ToList();
        for (var i = 0; i < some.Count; i += 2)
        {
            var second = i + 1 < some.Count ? some[i + 1].column : -1;
            var histogram = Histogram(columns, some[i].column, second, set, algebra);
            Array.ForEach(some[i].parts, part => Expand(part.Lists, histogram, 0, _counts[part.Field]));
            Array.ForEach(second < 0 ? [] : some[i + 1].parts, part => Expand(part.Lists, histogram, Combinations.Most, _counts[part.Field]));
        }

        AddAlone(columns, set, algebra, wanted);
    }

    // Few documents: to look at every combination of a column would take longer than to look at theirs.
    void AddEach(FacetColumns columns, ReadOnlySpan<int> documents, Predicate<FacetPart> wanted)
    {
        for (var column = 0; column < columns.Width; column++)
        {
            foreach (var part in Array.FindAll(columns.Columns[column].Parts, wanted))
            {
                var counts = _counts[part.Field];
                foreach (var document in documents)
                {
                    foreach (var code in part.Lists[columns.KeyOf(document, column)])
                    {
                        counts[code]++;
                    }
                }
            }
        }
    }

    void AddAlone(FacetColumns columns, DocSet set, SetAlgebra algebra, Predicate<FacetPart> wanted)
    {
        foreach (var part in Array.FindAll(columns.Alone, wanted))
        {
            AddAlone(part.Lists, _counts[part.Field], algebra.Listed(set));
        }
    }

    // Two columns in one pass over the documents: those of the second are counted behind those of the first.
    int[] Histogram(FacetColumns columns, int first, int second, DocSet set, SetAlgebra algebra)
    {
        var histogram = _scratch.Ints(2 * Combinations.Most);
        histogram.AsSpan(0, columns.Columns[first].Count).Clear();
        histogram.AsSpan(Combinations.Most, second < 0 ? 0 : columns.Columns[second].Count).Clear();
        var other = second < 0 ? first : second;
        if (set.List is { } list)
        {
            CountList(columns, first, other, list.AsSpan(0, set.Count), histogram);
        }
        else
        {
            CountBits(columns, first, other, algebra.BitsOf(set).AsSpan(0, BitWords.For(algebra.MaxDoc)), histogram);
        }

        return histogram;
    }

    static void CountList(FacetColumns columns, int first, int second, ReadOnlySpan<int> list, Span<int> histogram)
    {
        var (rows, width) = (columns.Rows, columns.Width);
        var behind = histogram[Combinations.Most..];
        foreach (var document in list)
        {
            histogram[rows[(document * width) + first]]++;
            behind[rows[(document * width) + second]]++;
        }
    }

    static void CountBits(FacetColumns columns, int first, int second, ReadOnlySpan<ulong> bits, Span<int> histogram)
    {
        var (rows, width) = (columns.Rows, columns.Width);
        var behind = histogram[Combinations.Most..];
        for (var i = 0; i < bits.Length; i++)
        {
            for (var word = bits[i]; word != 0; word &= word - 1)
            {
                var row = ((i << 6) + BitOperations.TrailingZeroCount(word)) * width;
                histogram[rows[row + first]]++;
                behind[rows[row + second]]++;
            }
        }
    }

    static void Expand(CodeLists lists, int[] histogram, int from, int[] counts)
    {
        for (var key = 0; key < lists.Count; key++)
        {
            if (histogram[from + key] is var times and > 0)
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
