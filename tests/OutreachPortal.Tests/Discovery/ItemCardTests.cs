using AngleSharp.Dom;
using Bunit;
using NodaTime;
using OutreachPortal.Discovery;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

public sealed class ItemCardTests : IDisposable
{
    static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 9, 0);

    readonly BunitContext _bunit = new();

    public void Dispose() => _bunit.Dispose();

    [Fact]
    public void An_open_tender_says_what_by_whom_where_and_until_when()
    {
        var item = Draw(Open());

        Assert.Equal(["Tender · Request for proposals"], item.Texts(".kind"));
        Assert.Equal("Billing software for the water works", item.QuerySelector("h3 a")!.TextContent);
        Assert.Equal(["Nairobi County Water Works · Nairobi, Kenya"], item.Texts(".who"));
        Assert.Equal(["A system that reads meters and writes bills."], item.Texts(".summary"));
        Assert.Equal(["Closes 1 Dec 2026, 16:00 Nairobi · 11 days left"], item.Texts(".closes"));
        Assert.Empty(item.QuerySelectorAll(".soon, .over, .mark"));
    }

    [Fact]
    public void Two_days_before_it_closes_words_and_colour_say_so()
    {
        var item = Draw(Open(), now: Instant.FromUtc(2026, 11, 29, 10, 0));

        Assert.Equal(["2 days left"], item.Texts(".closes .soon"));
    }

    [Fact]
    public void Without_a_deadline_none_is_made_up() =>
        Assert.Equal(["No deadline stated"], Draw(Open() with { Deadline = null }).Texts(".closes"));

    [Theory]
    [InlineData(Standing.Closed, Kind.Tender, "Closed on 1 Dec 2026")]
    [InlineData(Standing.Cancelled, Kind.Tender, "Cancelled")]
    [InlineData(Standing.Awarded, Kind.Tender, "Awarded")]
    [InlineData(Standing.Awarded, Kind.Job, "Filled")]
    public void What_is_over_says_how_it_ended(Standing standing, Kind kind, string words)
    {
        var item = Draw(Open() with { Kind = kind }, standing, Instant.FromUtc(2026, 12, 2, 0, 0));

        Assert.Equal([words], item.Texts(".closes .over"));
    }

    [Fact]
    public void Closed_before_its_deadline_is_only_closed() =>
        Assert.Equal(["Closed"], Draw(Open(), Standing.Closed).Texts(".over"));

    [Fact]
    public void Whom_it_encourages_is_a_mark()
    {
        var item = Draw(Open() with { Encourages = ["women", "ldc"], Remote = true });

        Assert.Equal(
            ["Encourages women and women-owned businesses; least developed countries", "Can be done remotely"], item.Texts(".mark"));
    }

    [Fact]
    public void A_reader_whose_country_it_encourages_is_told_and_keeps_the_country_on_the_way()
    {
        var item = Draw(Open() with { Encourages = ["ldc"] }, country: "NP");

        Assert.Equal("Encourages responses from your country", item.Texts(".mark")[0]);
        Assert.EndsWith("?from=NP", item.Href("h3 a"), StringComparison.Ordinal);
        Assert.DoesNotContain("Encourages responses from your country", Draw(Open() with { Encourages = ["ldc"] }, country: "KE").Texts(".mark"));
    }

    [Fact]
    public void In_Arabic_a_foreign_title_keeps_its_language_and_direction()
    {
        var link = Draw(Open(), language: "ar").QuerySelector("h3 a")!;

        Assert.Equal("en", link.GetAttribute("lang"));
        Assert.Equal("ltr", link.GetAttribute("dir"));
        Assert.StartsWith("/ar/opportunities/", link.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_in_the_language_of_the_page_needs_no_mark_of_it()
    {
        var link = Draw(Open() with { Titles = new Texts { ["en"] = "Billing", ["ar"] = "برنامج فوترة" } }, language: "ar").QuerySelector("h3 a")!;

        Assert.Equal("برنامج فوترة", link.TextContent);
        Assert.False(link.HasAttribute("lang"));
    }

    [Fact]
    public void The_match_is_marked_and_a_title_of_markup_stays_text()
    {
        const string title = "<b>Billing</b> software";
        var item = Draw(
            Open() with { Titles = Texts.Of("en", title) },
            highlights: [new Fragment("title", "en", title, 0, [new(3, 7)]), new Fragment("summary", "en", "writes bills", 0, [new(7, 5)])]);

        Assert.Equal(["Billing", "bills"], item.Texts("mark"));
        Assert.Equal(title, item.QuerySelector("h3 a")!.TextContent);
        Assert.Empty(item.QuerySelectorAll("b"));
    }

    [Fact]
    public void A_match_in_another_language_does_not_take_the_place_of_the_readers_own_summary() =>
        Assert.Equal(["A system that reads meters and writes bills."], Draw(
            Open(), highlights: [new Fragment("summary", "es", "Sistema de facturas", 0, [new(0, 7)]), new Fragment("body", "en", "## Bills", 0, [])])
            .Texts(".summary"));

    [Fact]
    public void Many_countries_are_counted_and_some_groups_named()
    {
        Assert.Contains("3 countries", Draw(Open() with { Countries = ["KE", "NP", "CH"] }).Texts(".who")[0], StringComparison.Ordinal);
        Assert.EndsWith("Nepal · LDC", Draw(Open() with { Place = null, Countries = ["NP"], Groups = ["developing", "ldc"] }).Texts(".who")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_summary_ends_at_a_word() =>
        Assert.EndsWith("word…", Draw(Open() with { Summaries = Texts.Of("en", string.Concat(Enumerable.Repeat("word ", 100))) })
            .Texts(".summary")[0], StringComparison.Ordinal);

    static Card Open()
    {
        var content = Some.Tender();
        return new Card
        {
            Id = "0123456789", Reference = content.Reference, Kind = content.Kind, Type = content.Type, Language = content.Language,
            Titles = content.Titles, Summaries = content.Summaries, Organisation = content.Organisation, Countries = content.Countries,
            Place = "Nairobi", State = State.Published, Deadline = content.Deadline, ClosesAt = content.Deadline!.Instant,
            SourceKey = Some.SourceKey, SourceId = "017",
        };
    }

    IElement Draw(
        Card card, Standing standing = Standing.Open, Instant? now = null, string language = "en", string? country = null,
        IReadOnlyList<Fragment>? highlights = null) =>
        _bunit.Render<ItemCard>(parameters => parameters
            .Add(view => view.Reader, Readers.In(language) with { Country = country })
            .Add(view => view.Item, new ResultItem(card, standing, highlights ?? []))
            .Add(view => view.Now, now ?? Now)).Find("article");
}
