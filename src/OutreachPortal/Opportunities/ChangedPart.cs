namespace OutreachPortal.Opportunities;

/// <summary>
/// A line of a text beside the line that took its place: the words that differ, and a few of those around them.
/// </summary>
internal sealed record ChangedPart(string Lead, string Changed, string Tail)
{
    const int Around = 8;

    /// <summary>A line that has no partner differs as a whole.</summary>
    public static ChangedPart Of(string line, string? partner)
    {
        if (partner is null) return new("", line, "");
        var (words, others) = (line.Split(' '), partner.Split(' '));
        var most = Math.Min(words.Length, others.Length);
        var start = 0;
        while (start < most && words[start] == others[start]) start++;
        var end = 0;
        while (end < most - start && words[^(end + 1)] == others[^(end + 1)]) end++;
        var (lead, tail) = (words[..start], words[(words.Length - end)..]);
        return new(
            lead.Length > Around ? $"… {Join(lead[^Around..])}" : Join(lead),
            Join(words[start..(words.Length - end)]),
            tail.Length > Around ? $"{Join(tail[..Around])} …" : Join(tail));
    }

    static string Join(IEnumerable<string> words) => string.Join(' ', words);
}
