namespace OutreachPortal.Opportunities;

/// <summary>Which lines of a text went and which came; what stayed is left out.</summary>
internal static class LineChanges
{
    /// <summary>Steps that a comparison may take; above it the whole middle of both texts counts as changed.</summary>
    const int MostSteps = 1_000_000;

    public static (IReadOnlyList<string> Gone, IReadOnlyList<string> Come) Between(string? before, string? after)
    {
        var (old, now) = (LinesOf(before), LinesOf(after));
        var start = 0;
        while (start < Math.Min(old.Count, now.Count) && old[start] == now[start]) start++;
        var end = 0;
        while (end < Math.Min(old.Count, now.Count) - start && old[^(end + 1)] == now[^(end + 1)]) end++;
        var (oldMiddle, nowMiddle) = (old[start..^end], now[start..^end]);
        return (long)oldMiddle.Count * nowMiddle.Count > MostSteps
            ? (oldMiddle, nowMiddle)
            : Compare(oldMiddle, nowMiddle);
    }

    /// <summary>The longest common run of lines stays; by the table of lengths, from the ends.</summary>
    static (IReadOnlyList<string> Gone, IReadOnlyList<string> Come) Compare(List<string> old, List<string> now)
    {
        var length = new int[old.Count + 1, now.Count + 1];
        for (var i = old.Count - 1; i >= 0; i--)
        {
            for (var j = now.Count - 1; j >= 0; j--)
                length[i, j] = old[i] == now[j]
                    ? length[i + 1, j + 1] + 1
                    : Math.Max(length[i + 1, j], length[i, j + 1]);
        }
        List<string> gone = [];
        List<string> come = [];
        var (at, on) = (0, 0);
        while (at < old.Count || on < now.Count)
        {
            if (at < old.Count && on < now.Count && old[at] == now[on]) (at, on) = (at + 1, on + 1);
            else if (on >= now.Count || (at < old.Count && length[at + 1, on] >= length[at, on + 1])) gone.Add(old[at++]);
            else come.Add(now[on++]);
        }
        return (gone, come);
    }

    /// <summary>Empty lines say nothing of their own.</summary>
    static List<string> LinesOf(string? text) =>
        [.. (text ?? "").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
}
