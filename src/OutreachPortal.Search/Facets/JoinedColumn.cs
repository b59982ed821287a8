namespace OutreachPortal.Search;

/// <summary>Facets that share one column of combinations.</summary>
sealed record JoinedColumn(Combinations Combinations, FacetPart[] Parts)
{
    // What a column may grow to by joining, and the documents that are looked at to foresee it.
    const int MostJoined = 2048;
    const int Sample = 4096;

    /// <summary>Joins columns into few: each goes, widest first, where it makes fewest new combinations.</summary>
    public static List<JoinedColumn> Join(IEnumerable<JoinedColumn> single)
    {
        List<JoinedColumn> joined = [];
        foreach (var column in single.OrderByDescending(column => column.Combinations.Count))
        {
            var best = joined.Select((other, place) => (place, growth: Growth(other, column)))
                .Where(found => found.growth is not null).OrderBy(found => found.growth).Select(found => found.place)
                .DefaultIfEmpty(-1).First();
            if (best >= 0 && joined[best].With(column) is { } pair)
            {
                joined[best] = pair;
            }
            else
            {
                joined.Add(column);
            }
        }

        return joined;
    }

    static int? Growth(JoinedColumn wide, JoinedColumn narrow)
    {
        var step = Math.Max(1, wide.Combinations.Of.Length / Sample);
        return wide.Combinations.With(narrow.Combinations, step, MostJoined)?.Pairs.Count - wide.Combinations.Count;
    }

    JoinedColumn? With(JoinedColumn other)
    {
        if (Combinations.With(other.Combinations) is not var (pairs, parts))
        {
            return null;
        }

        return new JoinedColumn(pairs,
        [
            .. Parts.Select(part => Rekeyed(part, [.. parts.Select(pair => (int)pair.First)])),
            .. other.Parts.Select(part => Rekeyed(part, [.. parts.Select(pair => (int)pair.Second)])),
        ]);
    }

    static FacetPart Rekeyed(FacetPart part, int[] keys)
    {
        List<int> starts = [0];
        List<int> codes = [];
        foreach (var key in keys)
        {
            codes.AddRange(part.Lists[key]);
            starts.Add(codes.Count);
        }

        return part with { Lists = new CodeLists([.. starts], [.. codes]) };
    }
}
