using OutreachPortal.Opportunities;

namespace OutreachPortal.Tests.Opportunities;

public sealed class CategoryTreeTests
{
    static readonly CategoryTree Tree = new(
        [
            new Category
            {
                Code = "software", Position = 0,
                Words = Words(("en", ["software", "web application*"]), ("zh", ["软件"])),
            },
            new Category
            {
                Code = "licences", Parent = "software", Position = 1,
                Words = Words(("fr", ["licences d'utilisation"])),
            },
            new Category { Code = "infrastructure", Position = 2 },
            new Category
            {
                Code = "networks", Parent = "infrastructure", Position = 3,
                Words = Words(("ar", ["شبكة"]), ("en", ["LAN"])),
            },
            new Category
            {
                Code = "telex", Parent = "networks", Position = 4, SupersededBy = "networks",
                Words = Words(("en", ["telex"])),
            },
        ],
        [
            new Classification { Scheme = "CPV", Prefix = "48", Categories = ["software"] },
            new Classification { Scheme = "CPV", Prefix = "483", Categories = ["licences", "networks"] },
            new Classification { Scheme = "CPV", Prefix = "4839", Categories = [] },
        ]);

    [Theory]
    [InlineData("48000000", "software")]
    [InlineData("48311000", "licences networks")]
    [InlineData("48", "software")]
    public void The_longest_prefix_decides(string code, string expected) =>
        Assert.Equal(expected.Split(' '), Tree.Map("cpv", code));

    [Fact]
    public void A_prefix_without_categories_carves_its_codes_out() => Assert.Empty(Tree.Map("CPV", "48390000")!);

    [Theory]
    [InlineData("CPV", "90000000")]
    [InlineData("CPV", "4")]
    [InlineData("CPV", "")]
    [InlineData("UNSPSC", "48000000")]
    public void What_is_not_mapped_is_not_guessed(string scheme, string code) => Assert.Null(Tree.Map(scheme, code));

    [Fact]
    public void An_item_counts_under_everything_above_it_once() => Assert.Equal(
        ["infrastructure", "licences", "networks", "software"],
        Tree.WithAncestors(["licences", "networks", "infrastructure"]));

    [Fact]
    public void A_superseded_category_counts_under_its_heir()
    {
        Assert.Equal(["infrastructure", "networks"], Tree.WithAncestors(["telex"]));
        Assert.DoesNotContain(Tree.Categories, category => category.Code == "telex");
        Assert.True(Tree.Has("telex"));
    }

    [Fact]
    public void A_code_that_never_was_counts_nowhere() => Assert.Empty(Tree.WithAncestors(["no-such-code"]));

    [Theory]
    [InlineData("Software for schools", "software")]
    [InlineData("SOFTWARE, and more", "software")]
    [InlineData("Two web-applications", "software")]
    [InlineData("采购软件系统", "software")]
    [InlineData("Achat de licences d’utilisation", "licences")]
    [InlineData("توريد شبكة داخلية", "networks")]
    [InlineData("LAN cabling", "networks")]
    [InlineData("Land survey in Milan", "")]
    [InlineData("Softwares", "")]
    [InlineData("Telex lines", "")]
    [InlineData("", "")]
    public void The_words_of_a_title_betray_a_category(string title, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Tree.Read(title));

    static Dictionary<string, List<string>> Words(params (string Language, List<string> Words)[] words) =>
        words.ToDictionary(entry => entry.Language, entry => entry.Words);
}
