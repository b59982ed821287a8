using OutreachPortal.Shell;

namespace OutreachPortal.Tests.Shell;

/// <summary>Whatever stands in themes/ can be read; and what cannot be read is said.</summary>
public sealed class LegibilityTests
{
    public static TheoryData<string> Themes => [.. ThemeFolders.BesideTheExecutable.Names()];

    [Theory]
    [MemberData(nameof(Themes))]
    public void Every_theme_is_legible_light_and_mirrored(string theme) =>
        Assert.Empty(Legibility.FaultsOf(ThemeFolders.BesideTheExecutable.Open(theme)));

    [Theory]
    [InlineData("ink", "#777777", "ink on paper is 4.5:1 by day; it needs 7:1.")]
    [InlineData("line", "#cccccc", "line on paper is 1.6:1 by day; it needs 3:1.")]
    [InlineData("accent", "#3377cc", "accent on paper is 4.5:1 by day; it needs 7:1.")]
    [InlineData("mark", "#444444", "ink on mark is 1.7:1 by day; it needs 7:1.")]
    [InlineData("ink", "black", "The colour ink is \"black\"; write it as #rrggbb.")]
    public void A_colour_that_is_too_faint_is_named_with_what_it_stands_on(string name, string colour, string sentence)
    {
        var theme = ThemeFolders.BesideTheExecutable.Open("default");
        theme.Tokens.Colour[name] = theme.Tokens.Colour[name] with { Light = colour };

        Assert.Contains(sentence, Legibility.FaultsOf(theme));
    }

    [Fact]
    public void A_sheet_that_knows_left_is_named()
    {
        var theme = ThemeFolders.BesideTheExecutable.Open("default") with { Sheets = ["a{margin-left:1px}"] };

        Assert.Equal(
            ["A sheet says \"margin-left\"; use the logical property, or Arabic is not mirrored."], Legibility.FaultsOf(theme));
    }

    [Fact]
    public void A_sheet_that_is_too_heavy_is_named()
    {
        var noise = string.Concat(Enumerable.Range(0, 4_000).Select(n => $".c{n * 7919 % 10007}{{order:{n * 104729 % 99991}}}"));
        var theme = ThemeFolders.BesideTheExecutable.Open("default") with { Sheets = [noise] };

        Assert.Contains("bytes of brotli; 6144 is the most.", Assert.Single(Legibility.FaultsOf(theme)), StringComparison.Ordinal);
    }

    [Fact]
    public void Black_on_white_is_21_to_1() => Assert.Equal(21, Legibility.Contrast("#000000", "#ffffff"), 2);
}
