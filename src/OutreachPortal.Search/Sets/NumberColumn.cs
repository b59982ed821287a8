using Lucene.Net.Index;

namespace OutreachPortal.Search;

/// <summary>
/// The numbers of one field of one segment. Documents stand in the order of their numbers, equal ones by id, so a range
/// is a stretch of that order, and the first of any set are found by walking along it.
/// </summary>
sealed class NumberColumn
{
    readonly int _maxDoc;
    readonly long[] _sorted;
    readonly Lazy<Ordering> _descending;
    readonly Lazy<DocSet> _present;

    NumberColumn(long[] sorted, int[] order, int maxDoc)
    {
        (_sorted, _maxDoc, Ascending) = (sorted, maxDoc, Ordering.Of(order, maxDoc));
        _descending = new Lazy<Ordering>(() => Ordering.Of(Reversed(), maxDoc));
        _present = new Lazy<DocSet>(() => Between(0, _sorted.Length));
    }

    /// <summary>The least first, equal ones by id.</summary>
    public Ordering Ascending { get; }

    /// <summary>The greatest first, equal ones by id; made when first asked for.</summary>
    public Ordering Descending => _descending.Value;

    /// <summary>Bytes of memory, about.</summary>
    public long Size => (12L * _sorted.Length) + (4L * _maxDoc) + (_descending.IsValueCreated ? 4L * (_sorted.Length + _maxDoc) : 0)
        + (_present.IsValueCreated ? _maxDoc / 8 : 0);

    public static NumberColumn Read(AtomicReader segment, string field, Ordering ids)
    {
        var numbers = segment.GetNumericDocValues(field);
        var present = segment.GetDocsWithField(field);
        if (numbers is null || present is null)
        {
            return new NumberColumn([], [], segment.MaxDoc);
        }

        List<int> order = [];
        for (var document = 0; document < segment.MaxDoc; document++)
        {
            if (present.Get(document))
            {
                order.Add(document);
            }
        }

        return Sorted([.. order.Select(numbers.Get)], [.. order], ids, segment.MaxDoc);
    }

    static NumberColumn Sorted(long[] sorted, int[] order, Ordering ids, int maxDoc)
    {
        Array.Sort(sorted, order);
        for (var from = 0; from < order.Length;)
        {
            var until = EndOfEqual(sorted, from);
            if (until - from > 1)
            {
                SortById(order.AsSpan(from, until - from), ids);
            }

            from = until;
        }

        return new NumberColumn(sorted, order, maxDoc);
    }

    // Numbers are sorted faster than documents that have to be compared by theirs.
    static void SortById(Span<int> equal, Ordering ids)
    {
        foreach (ref var document in equal)
        {
            document = ids.Rank[document];
        }

        equal.Sort();
        foreach (ref var place in equal)
        {
            place = ids.Order[place];
        }
    }

    /// <summary>The number of a document that has one.</summary>
    public long Of(int document) => _sorted[Ascending.Rank[document]];

    /// <summary>Where the documents from a number on begin in <see cref="Ascending"/>.</summary>
    public int Place(long number)
    {
        int low = 0, high = _sorted.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_sorted[middle] < number)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The documents at the places from <paramref name="first"/> until <paramref name="end"/>.</summary>
    public DocSet Between(int first, int end)
    {
        if (end <= first)
        {
            return DocSet.Empty;
        }

        var bits = new ulong[BitWords.For(_maxDoc)];
        if (SetAlgebra.IsDense(end - first, _maxDoc))
        {
            Compare(Ascending.Rank, first, end, bits);
            return DocSet.OfBits(bits, end - first);
        }

        var list = Ascending.Order.AsSpan(first, end - first).ToArray();
        Array.Sort(list);
        return DocSet.OfList(list, list.Length);
    }

    /// <summary>The documents that have a number.</summary>
    public DocSet Present => _present.Value;

    // Without branches: one comparison answers both ends.
    static void Compare(int[] rank, int first, int end, ulong[] bits)
    {
        var length = (uint)(end - first);
        for (var document = 0; document < rank.Length; document++)
        {
            var inside = (uint)(rank[document] - first) < length;
            bits[document >> 6] |= (inside ? 1UL : 0UL) << document;
        }
    }

    static int EndOfEqual(long[] sorted, int from)
    {
        var until = from + 1;
        while (until < sorted.Length && sorted[until] == sorted[from])
        {
            until++;
        }

        return until;
    }

    int[] Reversed()
    {
        var order = new int[_sorted.Length];
        var to = order.Length;
        for (var from = 0; from < order.Length;)
        {
            var until = EndOfEqual(_sorted, from);
            to -= until - from;
            Ascending.Order.AsSpan(from, until - from).CopyTo(order.AsSpan(to));
            from = until;
        }

        return order;
    }
}
