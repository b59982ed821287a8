using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

public sealed class HomePageTests(DemoHouse demo)
{
    [Fact]
    public async Task Each_group_has_a_door_with_the_number_behind_it()
    {
        var page = await (await demo.House).Client.PageAsync("/en");
        var doors = page.QuerySelectorAll(".group a").ToDictionary(
            link => link.GetAttribute("href")!, link => Drawn.Number(link.QuerySelector(".n")!.TextContent));

        Assert.Equal(
            ["developing", "ldc", "lldc", "sids", "transition"],
            doors.Keys.Select(address => address.Replace("/en/opportunities?group=", "", StringComparison.Ordinal)).Order());
        foreach (var (address, open) in doors)
            Assert.Equal(open, Drawn.Number((await (await demo.House).Client.PageAsync(address)).Texts("[role=status]").Single()));
    }

    [Fact]
    public async Task Everything_listed_can_still_be_answered()
    {
        var page = await (await demo.House).Client.PageAsync("/en");

        Assert.InRange(page.QuerySelectorAll(".item").Length, 6, 10);
        Assert.Empty(page.QuerySelectorAll(".over"));
        Assert.All(page.QuerySelectorAll(".pair:first-of-type section:first-child .closes"),
            line => Assert.StartsWith("Closes", line.TextContent.Trim(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_form_asks_what_for_whom_and_from_where()
    {
        var page = await (await demo.House).Client.PageAsync("/fr");
        var form = page.QuerySelector("form[role=search]")!;

        Assert.Equal("/fr/opportunities", form.GetAttribute("action"));
        Assert.Equal(["", "tender", "job"], form.QuerySelectorAll("[name=kind]").Select(choice => choice.GetAttribute("value")));
        Assert.InRange(form.QuerySelectorAll("[name=from] option").Length, 240, 260);
        Assert.All(form.QuerySelectorAll("input:not([type=radio]), select"), field => Assert.NotNull(form.QuerySelector($"label[for={field.Id}]")));
    }

    [Fact]
    public async Task An_empty_form_is_the_whole_list()
    {
        var all = await (await demo.House).Client.PageAsync("/en/opportunities");
        var empty = await (await demo.House).Client.PageAsync("/en/opportunities?q=&kind=&from=");

        Assert.Equal(all.Texts("[role=status]"), empty.Texts("[role=status]"));
        Assert.Empty(empty.QuerySelectorAll(".pill"));
    }

    [Fact]
    public async Task Suppliers_and_candidates_have_their_lists()
    {
        var page = await (await demo.House).Client.PageAsync("/en");

        Assert.Equal(
            ["/en/opportunities?kind=tender", "/en/opportunities?kind=job"],
            page.QuerySelectorAll(".pair a.button").Select(link => link.GetAttribute("href")));
    }

    [Theory]
    [InlineData("en", 51)]
    [InlineData("ar", 51)]
    public async Task The_figures_are_those_of_the_list(string language, int atLeastSome)
    {
        var page = await (await demo.House).Client.PageAsync($"/{language}");
        var figures = page.Texts(".figures dd").Select(Drawn.Number).ToList();

        Assert.Equal(3, figures.Count);
        Assert.InRange(figures[0], atLeastSome / 2, 61);
        Assert.All(figures, figure => Assert.InRange(figure, 1, 250));
    }
}
