namespace OutreachPortal.Search;

/// <summary>
/// And, or, not over the documents of one segment. A short list is compared with bits one by one, two lists by steps
/// that double, and bits word by word; which of them is decided by what the sets already are.
/// </summary>
sealed class SetAlgebra(int maxDoc, Scratch scratch)
{
    // A list longer than this share of the segment takes more room than bits.
    const int DenseShare = 32;

    readonly int _words = BitWords.For(maxDoc);

    public int MaxDoc => maxDoc;

    /// <summary>Whether so many documents are better kept as bits.</summary>
    public static bool IsDense(long count, int maxDoc) => count * DenseShare > maxDoc;

    public DocSet And(DocSet a, DocSet b)
    {
        if (a.IsAll || b.IsEmpty)
        {
            return b;
        }

        if (b.IsAll || a.IsEmpty)
        {
            return a;
        }

        if (a.Bits is { } left && b.Bits is { } right)
        {
            var both = scratch.Words(_words);
            BitWords.And(Span(left), Span(right), both.AsSpan(0, _words));
            return DocSet.OfBits(both);
        }

        return a.Bits is not null ? Kept(b, a.Bits, whenSet: true)
            : b.Bits is not null ? Kept(a, b.Bits, whenSet: true)
            : a.Count <= b.Count ? Common(a, b) : Common(b, a);
    }

    public DocSet AndNot(DocSet a, DocSet b)
    {
        if (b.IsAll || a.IsEmpty)
        {
            return DocSet.Empty;
        }

        if (b.IsEmpty)
        {
            return a;
        }

        if (a.List is not null && !a.IsAll)
        {
            return Kept(a, BitsOf(b), whenSet: false);
        }

        var rest = scratch.Words(_words);
        BitWords.AndNot(Span(BitsOf(a)), Span(BitsOf(b)), rest.AsSpan(0, _words));
        return DocSet.OfBits(rest);
    }

    public DocSet Not(DocSet a) => AndNot(DocSet.All, a);

    public DocSet Or(IReadOnlyList<DocSet> sets)
    {
        var some = sets.Where(set => !set.IsEmpty).ToList();
        if (some.Count <= 1)
        {
            return some.Count == 0 ? DocSet.Empty : some[0];
        }

        if (some.Exists(set => set.IsAll))
        {
            return DocSet.All;
        }

        var either = scratch.Words(_words);
        either.AsSpan(0, _words).Clear();
        foreach (var set in some)
        {
            Join(set, either);
        }

        return DocSet.OfBits(either);
    }

    /// <summary>The documents of so many of the sets at least.</summary>
    public DocSet AtLeast(int least, IReadOnlyList<DocSet> sets)
    {
        least -= sets.Count(set => set.IsAll);
        var some = sets.Where(set => !set.IsAll && !set.IsEmpty).ToList();
        if (least <= 1 || some.Count < least)
        {
            return least <= 0 ? DocSet.All : some.Count < least ? DocSet.Empty : Or(some);
        }

        var counts = scratch.Ints(maxDoc);
        counts.AsSpan(0, maxDoc).Clear();
        foreach (var bits in some.Select(BitsOf))
        {
            for (var document = 0; document < maxDoc; document++)
            {
                counts[document] += BitWords.Has(bits, document) ? 1 : 0;
            }
        }

        var list = scratch.Ints(maxDoc);
        var count = 0;
        for (var document = 0; document < maxDoc; document++)
        {
            list[count] = document;
            count += counts[document] >= least ? 1 : 0;
        }

        return DocSet.OfList(list, count);
    }

    /// <summary>The same set with bits.</summary>
    public ulong[] BitsOf(DocSet set)
    {
        if (set.Bits is { } known)
        {
            return known;
        }

        var bits = scratch.Words(_words);
        var span = bits.AsSpan(0, _words);
        if (set.IsAll)
        {
            BitWords.Fill(span, maxDoc);
            return bits;
        }

        span.Clear();
        Join(set, bits);
        return bits;
    }

    /// <summary>The same set with a list.</summary>
    public DocSet Listed(DocSet set)
    {
        if (set.List is not null)
        {
            return set;
        }

        var bits = BitsOf(set);
        var list = scratch.Ints(set.Count >= 0 && !set.IsAll ? set.Count : CountOf(set));
        return DocSet.OfList(list, BitWords.List(Span(bits), list), bits);
    }

    public int CountOf(DocSet set) => set.IsAll ? maxDoc : set.Count >= 0 ? set.Count : BitWords.Count(Span(set.Bits!));

    /// <summary>How many documents two sets share.</summary>
    public int CountCommon(DocSet a, DocSet b) => a.Bits is { } left && b.Bits is { } right
        ? BitWords.CountAnd(Span(left), Span(right))
        : CountOf(And(a, b));

    ReadOnlySpan<ulong> Span(ulong[] bits) => bits.AsSpan(0, _words);

    void Join(DocSet set, ulong[] into)
    {
        if (set.Bits is { } bits)
        {
            BitWords.Or(Span(bits), into.AsSpan(0, _words));
            return;
        }

        foreach (var document in set.List.AsSpan(0, set.Count))
        {
            into[document >> 6] |= 1UL << document;
        }
    }

    DocSet Kept(DocSet listed, ulong[] bits, bool whenSet)
    {
        var kept = scratch.Ints(listed.Count);
        var wanted = whenSet ? 1UL : 0UL;
        var count = 0;
        foreach (var document in listed.List.AsSpan(0, listed.Count))
        {
            kept[count] = document;
            count += (bits[document >> 6] >> document & 1) == wanted ? 1 : 0;
        }

        return DocSet.OfList(kept, count);
    }

    DocSet Common(DocSet few, DocSet many)
    {
        var common = scratch.Ints(few.Count);
        var count = 0;
        var from = 0;
        var list = many.List.AsSpan(0, many.Count);
        foreach (var document in few.List.AsSpan(0, few.Count))
        {
            from = Seek(list, document, from);
            if (from == list.Length)
            {
                break;
            }

            common[count] = document;
            count += list[from] == document ? 1 : 0;
        }

        return DocSet.OfList(common, count);
    }

    /// <summary>
    /// The first place from <paramref name="from"/> whose number is not below <paramref name="document"/>.
    /// </summary>
    public static int Seek(ReadOnlySpan<int> list, int document, int from)
    {
        var step = 1;
        var low = from;
        while (low + step < list.Length && list[low + step] < document)
        {
            low += step;
            step <<= 1;
        }

        var high = Math.Min(list.Length, low + step + 1);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (list[middle] < document)
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
}
