using System.Globalization;
using System.Text.RegularExpressions;

namespace OutreachPortal.Shell;

/// <summary>
/// What is wrong with a theme, in sentences: contrast (WCAG 2.2: 7:1 for text, 3:1 for edges), weight, and sheets that
/// know left from right. Said by the command <c>check</c>, so that whoever makes a theme needs no tool but the portal.
/// </summary>
internal static partial class Legibility
{
    public const int MostBytes = 6 * 1024;

    static readonly string[] TextColours = ["ink", "ink-soft", "accent", "visited", "good", "warn", "stop"];
    static readonly string[] Grounds = ["paper", "paper-raised"];
    static readonly (string Above, string Below, double AtLeast)[] Pairs =
    [
        .. from text in TextColours from ground in Grounds select (text, ground, 7.0),
        .. from ground in Grounds select ("line", ground, 3.0),
        ("accent-ink", "accent", 7.0), ("bar-ink", "bar", 7.0), ("ink", "mark", 7.0),
    ];

    public static IReadOnlyList<string> FaultsOf(Theme theme)
    {
        var colours = theme.Tokens.Colour;
        string[] unreadable = [.. colours.SelectMany(UnreadableIn)];
        return
        [
            .. unreadable,
            .. unreadable is [] ? Pairs.SelectMany(pair => TooFaint(pair, colours)) : [],
            .. PhysicalProperty().Matches(string.Concat(theme.Sheets)).Select(match =>
                $"A sheet says \"{match.Groups["property"].Value}\"; "
                    + "use the logical property, or Arabic is not mirrored."),
            .. TooHeavy(theme.ToStyleSheet().Brotli.Length),
        ];
    }

    internal static double Contrast(string one, string other)
    {
        double[] luminances = [Luminance(one), Luminance(other)];
        return (luminances.Max() + 0.05) / (luminances.Min() + 0.05);
    }

    static IEnumerable<string> UnreadableIn(KeyValuePair<string, TwinColour> colour) =>
        new[] { colour.Value.Light, colour.Value.Dark }
            .Where(value => !HexColour().IsMatch(value))
            .Select(value => $"The colour {colour.Key} is \"{value}\"; write it as #rrggbb.");

    static IEnumerable<string> TooFaint(
        (string Above, string Below, double AtLeast) pair, Dictionary<string, TwinColour> colours)
    {
        if (!colours.TryGetValue(pair.Above, out var above) || !colours.TryGetValue(pair.Below, out var below))
            yield break;
        foreach (var (hour, one, other) in new[] { ("day", above.Light, below.Light), ("night", above.Dark, below.Dark) })
        {
            var contrast = Contrast(one, other);
            if (contrast < pair.AtLeast)
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"{pair.Above} on {pair.Below} is {contrast:0.0}:1 by {hour}; it needs {pair.AtLeast:0}:1.");
        }
    }

    static IEnumerable<string> TooHeavy(int bytes)
    {
        if (bytes > MostBytes) yield return $"The sheet is {bytes} bytes of brotli; {MostBytes} is the most.";
    }

    static double Luminance(string colour) =>
        0.2126 * Channel(colour, 1) + 0.7152 * Channel(colour, 3) + 0.0722 * Channel(colour, 5);

    static double Channel(string colour, int at)
    {
        var share = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    [GeneratedRegex("^#[0-9a-f]{6}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HexColour();

    // A declaration, so "(min-width: 48em)" is not one: media features are always physical.
    [GeneratedRegex(
        @"[{;]\s*(?<property>left|right|top|bottom|width|height|(?:margin|padding|border)-(?:left|right|top|bottom))\s*:",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PhysicalProperty();
}
