using System.Text.RegularExpressions;

namespace OutreachPortal.Tests;

/// <summary>Which room may open which: the table "Doors" of the architecture, and how a file is read against it.</summary>
internal static partial class HousePlan
{
    static readonly string[] Ground = ["Languages", "Data"];
    static readonly string[] OverShell = ["Shell", "Mail", .. Ground];
    static readonly string[] OverCountries = ["Countries", "Accounts", .. OverShell];
    static readonly string[] OverOpportunities = ["Opportunities", .. OverCountries];

    public static readonly IReadOnlyDictionary<string, string[]> Doors = new Dictionary<string, string[]>
    {
        ["Languages"] = [],
        ["Data"] = [],
        ["Shell"] = Ground,
        ["Mail"] = Ground,
        ["Countries"] = OverShell,
        ["Accounts"] = OverShell,
        ["Opportunities"] = [.. OverCountries, "Exchange"],
        ["Publishing"] = OverOpportunities,
        ["Discovery"] = [.. OverOpportunities, "Search", "Exchange"],
        ["Importing"] = ["Publishing", .. OverOpportunities, "Exchange"],
        ["Alerts"] = ["Discovery", .. OverOpportunities, "Search"],
        ["Pages"] = ["Discovery", .. OverOpportunities],
        ["Reach"] = OverOpportunities,
    };

    /// <summary>Words that only the rooms know. The formats of the world speak of tenders and jobs; these are ours.</summary>
    public static readonly string[] PortalWords =
    [
        "Opportunity", "Opportunities", "Criteria", "JournalEntry", "Publication", "Publishing", "Discovery", "Importing", "Atlas",
        "Catalogue", "Clerk", "Standing", "ShortId", "PortalDb", "Subscription", "Subscriber", "Digest of alerts", "LDC", "LLDC", "SIDS",
    ];

    public static readonly string[] RefusedFolders =
        ["Core", "Common", "Infrastructure", "Domain", "Application", "Shared", "Helpers", "Utils", "Services", "Managers"];

    /// <summary>The one written exception: the table of contents of the house names every room's nouns.</summary>
    static readonly string[] Exceptions = ["Data/PortalDb.cs"];

    static readonly string Others = string.Join('|', [.. Doors.Keys, "Search", "Exchange", "Web"]);

    static readonly Regex Opened = new(
        $@"\bOutreachPortal\.(?<room>{Others})\b|(?<![\w.])(?<room>{Others})\.(?=[A-Z])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));

    /// <param name="room">The room that the text belongs to.</param>
    /// <param name="file">Path below <c>src/OutreachPortal</c>, with slashes.</param>
    public static IEnumerable<string> Breaches(string room, string file, string text)
    {
        if (Exceptions.Contains(file)) yield break;
        if (text.Contains("global using", StringComparison.Ordinal)) yield return $"{file} hides a door behind a global using.";
        foreach (var other in OpenedBy(text).Where(other => other != room && !Doors[room].Contains(other)))
            yield return $"{file} opens {other}, which {room} may not.";
    }

    /// <summary>The rooms and workshops that a text names outside of comments and literals.</summary>
    public static IEnumerable<string> OpenedBy(string text) =>
        Opened.Matches(Unspoken().Replace(text, " ")).Select(match => match.Groups["room"].Value).Distinct();

    [GeneratedRegex(
        """//[^\n]*|/\*.*?\*/|@\*.*?\*@|"(\\.|[^"\\\n])*" """,
        RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Unspoken();
}
