using System.Globalization;
using OutreachPortal.Shell;

namespace OutreachPortal.Tests.Shell;

/// <summary>WCAG 2.2 contrast of what stands on what: 7:1 for text, 3:1 for edges.</summary>
public sealed class ContrastTests
{
    static readonly string[] TextColours = ["ink", "ink-soft", "accent", "visited", "good", "warn", "stop"];
    static readonly string[] Grounds = ["paper", "paper-raised"];
    static readonly (string Above, string Below, double AtLeast)[] Pairs =
    [
        .. from text in TextColours from ground in Grounds select (text, ground, 7.0),
        .. from ground in Grounds select ("line", ground, 3.0),
        ("accent-ink", "accent", 7.0), ("bar-ink", "bar", 7.0), ("ink", "mark", 7.0),
    ];

    [Theory]
    [InlineData("default")]
    [InlineData("high-contrast")]
    public void Every_pair_has_enough_contrast_by_day_and_by_night(string theme)
    {
        var colours = ThemeFolders.BesideTheExecutable.Open(theme).Tokens.Colour;

        Assert.All(Pairs, pair =>
        {
            var (above, below) = (colours[pair.Above], colours[pair.Below]);
            AssertContrast(above.Light, below.Light, pair.AtLeast, $"{theme} light: {pair.Above} on {pair.Below}");
            AssertContrast(above.Dark, below.Dark, pair.AtLeast, $"{theme} dark: {pair.Above} on {pair.Below}");
        });
    }

    [Fact]
    public void Black_on_white_is_21_to_1() => Assert.Equal(21, Contrast("#000000", "#ffffff"), 2);

    static void AssertContrast(string above, string below, double atLeast, string what) =>
        Assert.True(Contrast(above, below) >= atLeast, $"{what} is {Contrast(above, below):0.00}:1, not {atLeast}:1");

    static double Contrast(string one, string other)
    {
        double[] luminances = [Luminance(one), Luminance(other)];
        return (luminances.Max() + 0.05) / (luminances.Min() + 0.05);
    }

    static double Luminance(string colour) =>
        0.2126 * Channel(colour, 1) + 0.7152 * Channel(colour, 3) + 0.0722 * Channel(colour, 5);

    static double Channel(string colour, int at)
    {
        var share = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
