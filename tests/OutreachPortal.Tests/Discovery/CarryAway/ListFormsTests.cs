using System.Text.Json;
using System.Xml.Linq;
using OutreachPortal.Tests.Support;
using Calendar = Ical.Net.Calendar;

namespace OutreachPortal.Tests.Discovery;

/// <summary>What each form of a list says.</summary>
public sealed class ListFormsTests(DemoHouse demo)
{
    static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Theory]
    [InlineData("")]
    [InlineData("group=ldc&kind=tender")]
    [InlineData("q=software&status=all")]
    [InlineData("country=QQ")]
    public async Task Feeds_hold_the_list_newest_first_whatever_page_and_order(string query)
    {
        var house = await demo.House;
        var wanted = (await house.ItemsAsync($"{query}&sort=newest")).Take(100).Select(item => item.Id()).ToList();

        var atom = XDocument.Parse(await TextAsync($"/en/opportunities.atom?{query}&page=3&size=2&sort=closing"));
        var rss = XDocument.Parse(await TextAsync($"/en/opportunities.rss?{query}&page=3&size=2&sort=closing"));
        var json = await house.JsonAsync($"/en/opportunities.json?{query}&page=3&size=2&sort=closing");

        Assert.Equal(wanted, atom.Descendants(Atom + "entry").Select(entry => IdOf(entry.Element(Atom + "id")!.Value)));
        Assert.Equal(wanted, rss.Descendants("item").Select(item => IdOf(item.Element("guid")!.Value)));
        Assert.Equal(wanted, json.GetProperty("items").EnumerateArray().Select(item => IdOf(item.Id())));
    }

    [Fact]
    public async Task A_feed_names_itself_its_page_and_what_was_looked_for()
    {
        var feed = XDocument.Parse(await TextAsync("/fr/opportunities.atom?page=2&kind=tender")).Root!;
        var links = feed.Elements(Atom + "link")
            .ToDictionary(link => link.Attribute("rel")!.Value, link => link.Attribute("href")!.Value);

        Assert.Equal("http://localhost:5080/fr/opportunities.atom?kind=tender", links["self"]);
        Assert.Equal("http://localhost:5080/fr/opportunities?kind=tender", links["alternate"]);
        Assert.StartsWith("Appel", feed.Element(Atom + "title")!.Value, StringComparison.Ordinal);
        Assert.StartsWith("tag:localhost,2026:list/fr/", feed.Element(Atom + "id")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_says_who_where_until_when_on_whose_clock_and_in_which_language()
    {
        await using var house = await HouseAsync();

        var feed = XDocument.Parse(await house.Client.GetStringAsync("/ar/opportunities.atom"));
        var entry = feed.Descendants(Atom + "entry").Single();
        var summary = entry.Element(Atom + "summary")!.Value;

        Assert.Equal("Billing software for the water works", entry.Element(Atom + "title")!.Value);
        Assert.Equal("en", entry.Attribute(XNamespace.Xml + "lang")!.Value);
        Assert.Contains("Nairobi County Water Works", summary, StringComparison.Ordinal);
        Assert.Contains("نيروبي", summary.Split('\n')[1], StringComparison.Ordinal);
        Assert.Contains("16:00", summary.Split('\n')[1], StringComparison.Ordinal);
        Assert.Equal("development", entry.Element(Atom + "category")!.Attribute("term")!.Value);
    }

    [Theory]
    [InlineData("status=all")]
    [InlineData("kind=job&sort=newest")]
    public async Task The_table_and_the_calendar_hold_the_whole_match_in_its_order(string query)
    {
        var house = await demo.House;
        var wanted = await house.ItemsAsync(query);

        var rows = Table.Rows(await TextAsync($"/en/opportunities.csv?{query}&page=2&size=3"));
        var events = Calendar.Load(await TextAsync($"/en/opportunities.ics?{query}"))!.Events;

        Assert.Equal(wanted.ConvertAll(item => item.Id()), rows.ConvertAll(row => row["id"]));
        Assert.Equal(
            wanted.Where(item => item.GetProperty("deadline").ValueKind == JsonValueKind.Object)
                .Select(item => $"{item.Id()}@localhost").Order(),
            events.Select(e => e.Uid!).Order());
    }

    [Fact]
    public async Task A_row_tells_the_deadline_in_UTC_and_as_the_place_reads_it_and_holds_no_formula()
    {
        await using var house = await HouseAsync("=HYPERLINK(\"http://evil.example\")");

        var row = Assert.Single(Table.Rows(await house.Client.GetStringAsync("/en/opportunities.csv")));

        Assert.Equal(
            ("2026-12-01T13:00:00Z", "2026-12-01T16:00", "Africa/Nairobi"),
            (row["deadline"], row["deadlineLocal"], row["zone"]));
        Assert.Equal("'=HYPERLINK(\"http://evil.example\")", row["title"]);
        Assert.Equal(
            ("NW/2026/017", "rfp", "en", "KE"), (row["reference"], row["type"], row["language"], row["countries"]));
        Assert.Equal("https://tenders.example/nw/017", row["officialUrl"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("status=all")]
    [InlineData("group=ldc&sort=newest")]
    public async Task Tenders_leave_as_OCDS_releases_that_the_official_schema_passes(string query)
    {
        var tenders = (await (await demo.House).ItemsAsync($"{query}&kind=tender"))
            .ConvertAll(item => $"ocds-test00-{item.Id()}");

        var package = await TextAsync($"/en/opportunities.ocds.json?{query}");

        using var json = JsonDocument.Parse(package);
        var releases = json.RootElement.GetProperty("releases").EnumerateArray();
        Assert.Equal(tenders, releases.Select(release => release.GetProperty("ocid").GetString()));
        Assert.Empty(await OcdsSchema.ErrorsOfAsync(package));
    }

    [Fact]
    public async Task Jobs_are_no_tenders()
    {
        var package = await (await demo.House).JsonAsync("/en/opportunities.ocds.json?kind=job");

        Assert.Empty(package.GetProperty("releases").EnumerateArray());
    }

    static async Task<ServedHouse> HouseAsync(string? title = null)
    {
        var house = await ServedHouse.OpenAsync("minimal", Hours.At(Some.Noon));
        await house.WaitUntilReadyAsync();
        await house.Services.PublishAsync("017", title is null ? Some.Tender() : Some.Titled(title));
        await house.WaitUntilFollowedAsync();
        return house;
    }

    async Task<string> TextAsync(string address) => await (await demo.House).Client.GetStringAsync(address);

    static string IdOf(string tag) => tag[(tag.LastIndexOf('/') + 1)..];
}
