using OutreachPortal.Languages;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>What a list leaves out because a reader's country may not answer it, and by which rules.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Total">How many match otherwise.</param>
/// <param name="Groups">Country groups that those are kept for, with how many.</param>
/// <param name="Nationals">How many are kept for nationals of countries that they name.</param>
public sealed record LeftOut(string Country, long Total, IReadOnlyList<(string Group, int Count)> Groups, int Nationals)
{
    public string In(Words words, Names names) =>
        words.Plural("left-out.total", Total, ("country", names.Country(Country)));

    /// <summary>One reason a line. Something may be kept for two groups: the numbers need not add up.</summary>
    public IEnumerable<string> ReasonsIn(Words words, Names names)
    {
        foreach (var (group, count) in Groups)
            yield return words.With("left-out.group", ("group", names.Group(group)), ("n", count));
        if (Nationals > 0) yield return words.With("left-out.nationals", ("n", Nationals));
    }
}
