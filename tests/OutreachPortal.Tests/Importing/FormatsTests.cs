using NodaTime;
using OutreachPortal.Importing;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Tests.Importing;

/// <summary>Each format's own rules.</summary>
public sealed class FormatsTests
{
    const string Map =
        """
        { "source": "harbour", "delimiter": ";", "fields": {
          "id": { "column": "Link", "pattern": "id=([^&]+)" }, "title": "Name", "country": "Country",
          "category": "Codes", "published": { "column": "From", "format": "d/M/yyyy" },
          "deadline": { "column": "Until", "format": "d/M/yyyy", "zone": "Asia/Riyadh" },
          "url": "Link", "organisation": "Buyer", "language": { "value": "en" } } }
        """;

    const string Header = "Link;Name;Country;Codes;From;Until;Buyer\n";

    [Fact]
    public async Task A_map_says_which_column_means_what()
    {
        await using var desk = await Desk.OpenAsync();
        var rows = Header
            + "https://x.example/?id=a%2Fb%3D;Cranes;Kenya;software,CPV:72000000;3/1/2026;4/12/2026;Port\n"
            + ";No id;Kenya;;;;\n";

        var run = await desk.ImportAsync("csv", desk.File("a.csv", rows), map: desk.File("map.json", Map));

        Assert.Equal("2 = 1 + 0 + 0 + 0 + 1", run.Counts);
        Assert.Contains("no id", run.Errors, StringComparison.Ordinal);
        var (item, content) = (await desk.ItemAsync("a/b="), await desk.ContentAsync("a/b="));
        Assert.Equal(("harbour", Instant.FromUtc(2026, 1, 3, 0, 0)), (item.SourceKey, item.Published!.Value));
        Assert.Equal(new Deadline(new LocalDateTime(2026, 12, 4, 23, 59), "Asia/Riyadh"), content.Deadline);
        Assert.Contains("software", content.Categories);
        Assert.Equal(
            ("KE", CountryBasis.Stated, false),
            (Assert.Single(content.Countries), content.CountryBasis, content.Link!.Trusted));
    }

    [Theory]
    [InlineData("{", "cannot be used")]
    [InlineData("""{ "fields": { "id": "A", "title": "B", "colour": "C" } }""", "\"colour\" is no field")]
    [InlineData("""{ "fields": { "id": "A" } }""", "no field \"title\"")]
    [InlineData("""{ "fields": { "id": { "column": "A", "pattern": "(" }, "title": "B" } }""", "\"id\" cannot be read")]
    [InlineData(
        """{ "fields": { "id": "A", "title": "B", "deadline": { "column": "C", "zone": "Mars" } } }""",
        "no IANA zone")]
    [InlineData(
        """{ "source": "harbour", "fields": { "id": "Link", "title": "Absent" } }""",
        "\"Absent\", which the header lacks")]
    [InlineData("""{ "fields": { "id": "Link", "title": "Name" } }""", "names the source")]
    public async Task A_map_that_does_not_fit_is_one_sentence_and_nothing_is_written(string map, string sentence)
    {
        await using var desk = await Desk.OpenAsync();

        var run = await desk.ImportAsync(
            "csv", desk.File("a.csv", Header + "1;Cranes;Kenya;;;;\n"), map: desk.File("map.json", map));

        Assert.Contains(sentence, run.Failure, StringComparison.Ordinal);
        Assert.Empty(await desk.ItemsAsync());
    }

    [Theory]
    [InlineData("3", "Contract notice", State.Published, true, "itb")]
    [InlineData("0", "Prior information notice without call for competition", State.Published, false, "other")]
    [InlineData("A", "Prior information notice with call for competition", State.Published, true, "eoi")]
    [InlineData("7", "Contract award notice", State.Awarded, false, "other")]
    [InlineData("K", "Modification of a contract/concession during its term", State.Awarded, false, "other")]
    [InlineData("V", "Voluntary ex ante transparency notice", State.Published, false, "other")]
    [InlineData("Q", "Qualification system without call for competition", State.Published, true, "itb")]
    [InlineData(null, "Qualification system without call for competition", State.Published, true, "itb")]
    [InlineData(null, "Periodic indicative notice without call for competition", State.Published, false, "other")]
    [InlineData(null, "Results of design contests", State.Awarded, false, "other")]
    public void Every_kind_of_notice_of_ted_has_a_life(
        string? code, string name, State state, bool invites, string type)
    {
        var life = TedLife.Of(code, name, "Open procedure");
        Assert.Equal((state, invites, type), (life.State, life.InvitesAnswer, life.Type));
    }

    [Fact]
    public async Task A_file_named_alone_takes_its_language_from_its_folder()
    {
        await using var desk = await Desk.OpenAsync();
        var ad = desk.File(
            "fr/developpeur.md",
            "---\ntitle: Développeuse\narchived: true\ntranslationKey: developer\n---\nTexte.\n");
        desk.File("en/developer.md", "---\ntitle: Developer\narchived: false\ntranslationKey: developer\n---\nText.\n");

        Assert.Equal("1 = 1 + 0 + 0 + 0 + 0", (await desk.ImportAsync("markdown-jobs", ad)).Counts);
        Assert.Equal("2 = 1 + 0 + 1 + 0 + 0", (await desk.ImportAsync("markdown-jobs", desk.Folder)).Counts);

        var content = await desk.ContentAsync("fr/developpeur.md");
        Assert.Equal(("fr", State.Closed), (content.Language, (await desk.ItemAsync("fr/developpeur.md")).State));
        Assert.Equal(State.Published, (await desk.ItemAsync("en/developer.md")).State);
    }

    [Fact]
    public async Task Html_in_the_head_of_an_ad_is_read_as_text()
    {
        await using var desk = await Desk.OpenAsync();
        Directory.CreateDirectory(Path.Combine(desk.Folder, "en"));
        var ad = desk.File(
            Path.Combine("en", "html.md"),
            "---\ntitle: 'Developer &#8211; C# &amp; SQL'\ndescription: '<p>Builds <b>tools</b>.</p>'\narchived: false\n---\nText.\n");

        await desk.ImportAsync("markdown-jobs", ad);

        var content = await desk.ContentAsync("en/html.md");
        Assert.Equal("Developer – C# & SQL", content.Titles["en"]);
        Assert.Equal("Builds tools.", content.Summaries["en"]);
    }
}
