namespace OutreachPortal.Search;

/// <summary>
/// Documents by what they have in common: each belongs to one of a few combinations. <c>Of[d]</c> is the combination of
/// document d; null when there would be too many.
/// </summary>
sealed record Combinations(ushort[] Of, int Count)
{
    /// <summary>More combinations than this in one column would not fit the nearest memory of a processor.</summary>
    public const int Most = 4096;

    /// <summary>Numbers equal lists alike; the second value holds the list of each combination.</summary>
    public static (Combinations Combinations, CodeLists Lists)? Group(CodeLists lists)
    {
        var known = new Dictionary<ListKey, ushort>();
        var of = new ushort[lists.Count];
        List<int> starts = [0];
        List<int> codes = [];
        for (var key = 0; key < of.Length; key++)
        {
            var list = new ListKey(lists.Codes, lists.Starts[key], lists.Starts[key + 1]);
            if (!known.TryGetValue(list, out var number))
            {
                if (known.Count == Most)
                {
                    return null;
                }

                number = known[list] = (ushort)known.Count;
                codes.AddRange(lists[key]);
                starts.Add(codes.Count);
            }

            of[key] = number;
        }

        return (new Combinations(of, known.Count), new CodeLists([.. starts], [.. codes]));
    }

    /// <summary>
    /// Pairs of combinations that occur, looked for in every <paramref name="step"/>th document; null beyond the limit.
    /// </summary>
    public (Combinations Pairs, List<(ushort First, ushort Second)> Parts)? With(Combinations other, int step = 1, int most = Most)
    {
        var known = new Dictionary<int, ushort>();
        var of = new ushort[(Of.Length + step - 1) / step];
        List<(ushort, ushort)> parts = [];
        for (var i = 0; i < of.Length; i++)
        {
            var (first, second) = (Of[i * step], other.Of[i * step]);
            if (!known.TryGetValue((first << 16) | second, out var number))
            {
                if (known.Count == most)
                {
                    return null;
                }

                number = known[(first << 16) | second] = (ushort)known.Count;
                parts.Add((first, second));
            }

            of[i] = number;
        }

        return (new Combinations(of, known.Count), parts);
    }

    readonly struct ListKey(int[] codes, int from, int until) : IEquatable<ListKey>
    {
        ReadOnlySpan<int> List => codes.AsSpan(from, until - from);

        public bool Equals(ListKey other) => List.SequenceEqual(other.List);

        public override bool Equals(object? other) => other is ListKey key && Equals(key);

        public override int GetHashCode()
        {
            var hash = (uint)List.Length;
            foreach (var code in List)
            {
                hash = (hash ^ (uint)code) * 0x9e3779b1;
            }

            return (int)(hash ^ (hash >> 15));
        }
    }
}
