using OutreachPortal.Languages;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>What the home page tells of this hour: only what one can still answer.</summary>
public sealed record Home(Results Closing, Results Newest)
{
    const int Shown = 5;
    const int DaysOfAWeek = 7;

    public long Open => Newest.Total;

    public int Countries => Newest.ValuesOf("country").Count;

    public int Organisations => Newest.ValuesOf("org").Count;

    /// <summary>Every group, also one that nothing is open for.</summary>
    public IReadOnlyList<(string Code, int Open)> Groups =>
        [.. Newest.Names.Groups.Select(code =>
            (code, Newest.ValuesOf("group").FirstOrDefault(value => value.Value == code)?.Count ?? 0))];

    /// <param name="country">Where the reader is, if that is known: what he may not answer is not counted.</param>
    internal static async Task<Home?> FindAsync(
        Finder finder, Words words, string? country, CancellationToken cancellation)
    {
        var all = Criteria.Everything with { From = country };
        var newest = await finder.FindAsync(
            all with { Sort = Sort.Newest, Size = Shown }, words, ["group", "country", "org"], cancellation);
        if (newest is null) return null;
        var week = newest.Now.InUtc().Date.PlusDays(DaysOfAWeek);
        var closing = await finder.FindAsync(
            all with { ClosingTo = week, Size = Shown }, words, [], cancellation);
        return closing is null ? null : new Home(closing, newest);
    }
}
