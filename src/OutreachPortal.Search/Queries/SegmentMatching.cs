namespace OutreachPortal.Search;

/// <summary>The documents of queries in one segment. Deleted ones are not yet left out.</summary>
sealed class SegmentMatching(int place, SegmentView segment, SetAlgebra algebra, SearchPlans plans)
{
    readonly Dictionary<string, DocSet> _seen = [];

    public SetAlgebra Algebra => algebra;

    public SegmentView Segment => segment;

    public DocSet Of(Query query) => query switch
    {
        MatchAll => DocSet.All,
        AnyOf any => Codes(any),
        Between between => Range(between),
        Has has => Has(has.Field),
        All all => Every([.. all.Queries.Select(Of)]),
        Either either => algebra.Or([.. either.Queries.Select(Of)]),
        Not not => algebra.Not(Of(not.Query)),
        TextQuery text => plans.Of(text).Matches(place, this),
        Clauses clauses => Enough(clauses),
        Boosted boosted => Of(boosted.Query),
        WordsLike like => Like(like),
        _ => DocSet.Empty,
    };

    /// <summary>The documents of every set, the smallest first.</summary>
    public DocSet Every(List<DocSet> sets)
    {
        sets.Sort(static (a, b) => Size(a).CompareTo(Size(b)));
        var every = DocSet.All;
        foreach (var set in sets)
        {
            every = algebra.And(every, set);
        }

        return every;
    }

    /// <summary>
    /// One text for all queries that have the same documents in this segment, whatever the hour; null where there are
    /// words to match.
    /// </summary>
    public string? KeyOf(Query query) => query switch
    {
        AnyOf any => $"is\t{any.Field}\t{string.Concat(any.Values.Select(value => $"{value.Length}:{value}"))}",
        Between between when segment.Core.Number(between.Field) is { } column =>
            $"in\t{between.Field}\t{(between.From is { } from ? column.Place(from) : 0)}"
                + $"\t{(between.Until is { } until ? column.Place(until) : -1)}",
        All all when all.Queries.Select(KeyOf).ToList() is var keys && !keys.Contains(null) =>
            $"({string.Join('\n', keys)})",
        _ => null,
    };

    /// <summary>The documents that have anything in a field.</summary>
    public DocSet Has(string field) => plans.Snapshot.Schema.Find(field)?.Kind switch
    {
        FieldKind.Number => segment.Core.Number(field)!.Present,
        FieldKind.Facet => Kept($"has\t{field}", () => Coded(field, codes => codes.Length > 0)),
        null => DocSet.Empty,
        _ => Kept($"has\t{field}", () => Reader().ReadTerm(FieldNames.Present, field)),
    };

    DocSet Enough(Clauses clauses)
    {
        if (clauses.MinimumShould > clauses.Should.Count)
        {
            return DocSet.Empty;
        }

        List<DocSet> needed = [.. clauses.Must.Concat(clauses.Filter).Select(Of)];
        if (clauses.MinimumShould > 0)
        {
            needed.Add(algebra.AtLeast(clauses.MinimumShould, [.. clauses.Should.Select(Of)]));
        }

        return algebra.AndNot(Every(needed), algebra.Or([.. clauses.MustNot.Select(Of)]));
    }

    DocSet Like(WordsLike like)
    {
        var kind = plans.Snapshot.Schema.Find(like.Field)?.Kind;
        if (kind is not (FieldKind.Text or FieldKind.Keyword or FieldKind.Facet) || plans.Of(like) is not { } pattern)
        {
            return DocSet.Empty;
        }

        return Kept($"like\t{like.Field}\t{like.Pattern}", () => kind == FieldKind.Facet
            ? Coded(like.Field, CodesLike(like.Field, pattern)) : Noted(Reader().ReadLike(like.Field, pattern), like));
    }

    Predicate<ReadOnlySpan<int>> CodesLike(string field, WordPattern pattern)
    {
        var book = plans.Snapshot.Books[field];
        var wanted = new bool[book.Count];
        for (var code = 0; code < wanted.Length; code++)
        {
            wanted[code] = pattern.Matches(book[code]);
        }

        return codes => HasAny(codes, wanted);
    }

    static bool HasAny(ReadOnlySpan<int> codes, bool[] wanted)
    {
        foreach (var code in codes)
        {
            if (code < wanted.Length && wanted[code])
            {
                return true;
            }
        }

        return false;
    }

    KeptSet Noted(KeptSet read, WordsLike like)
    {
        _ = read.IsComplete || plans.Wide.Add(like.ToString());
        return read;
    }

    static int Size(DocSet set) => set.IsAll ? int.MaxValue : set.Count < 0 ? int.MaxValue - 1 : set.Count;

    DocSet Codes(AnyOf any) => plans.Snapshot.Schema.Find(any.Field)?.Kind switch
    {
        FieldKind.Facet or FieldKind.Keyword when any.Values.Count == 1 => Value(any.Field, any.Values[0]),
        FieldKind.Facet or FieldKind.Keyword => algebra.Or([.. any.Values.Select(value => Value(any.Field, value))]),
        _ => DocSet.Empty,
    };

    DocSet Value(string field, string value)
    {
        var cut = TextCut.First(value, IndexDocument.MaxValueLength);
        if (!plans.Snapshot.Books.TryGetValue(field, out var book))
        {
            return Kept($"is\t{field}\t{cut}", () => Reader().ReadTerm(field, cut));
        }

        var code = book.Find(cut);
        return code < 0 ? DocSet.Empty : Kept($"is\t{field}\t{cut}", () => Coded(field, codes => codes.Contains(code)));
    }

    DocSet Range(Between between)
    {
        if (segment.Core.Number(between.Field) is not { } column)
        {
            return DocSet.Empty;
        }

        // By places, not by numbers: an hour that passes without passing anybody's number changes nothing.
        var first = between.From is { } from ? column.Place(from) : 0;
        var end = between.Until is { } until ? column.Place(until) : column.Ascending.Order.Length;
        return end <= first ? DocSet.Empty
            : Kept(
                $"in\t{between.Field}\t{first}\t{end}", () => new KeptSet(column.Between(first, end), Impacts: null));
    }

    KeptSet Coded(string field, Predicate<ReadOnlySpan<int>> wanted)
    {
        var (column, lists) = segment.Core.Facets.Of(field);
        var keys = new bool[lists.Count];
        for (var key = 0; key < keys.Length; key++)
        {
            keys[key] = wanted(lists[key]);
        }

        var (rows, width) = (segment.Core.Facets.Rows, segment.Core.Facets.Width);
        var bits = new ulong[BitWords.For(algebra.MaxDoc)];
        var count = 0;
        for (var document = 0; document < algebra.MaxDoc; document++)
        {
            var inside = keys[column < 0 ? document : rows[(document * width) + column]];
            bits[document >> 6] |= (inside ? 1UL : 0UL) << document;
            count += inside ? 1 : 0;
        }

        return new KeptSet(Smaller(bits, count), Impacts: null);
    }

    DocSet Smaller(ulong[] bits, int count)
    {
        if (SetAlgebra.IsDense(count, algebra.MaxDoc))
        {
            return DocSet.OfBits(bits, count);
        }

        var list = new int[count];
        BitWords.List(bits, list);
        return DocSet.OfList(list, count);
    }

    SegmentReader Reader() => new(segment, plans.Snapshot, plans.Limit);

    DocSet Kept(string key, Func<KeptSet> read)
    {
        if (_seen.TryGetValue(key, out var seen))
        {
            return seen;
        }

        if (segment.Core.Cached.Find(key) is not { } kept)
        {
            kept = read();
            kept = kept.IsComplete ? segment.Core.Cached.Keep(key, kept) : kept;
        }

        return _seen[key] = kept.Set;
    }
}
