using System.Net;
using AngleSharp.Dom;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

public sealed class ResultsPageTests(DemoHouse demo)
{
    [Theory]
    [InlineData("/en/opportunities")]
    [InlineData("/en/opportunities?group=ldc")]
    [InlineData("/fr/opportunities?kind=tender&category=services&status=all")]
    [InlineData("/ar/opportunities?q=software&country=KE&country=NP&more=country")]
    public async Task Every_count_beside_a_link_is_the_total_one_gets_by_following_it(string address)
    {
        var page = await (await demo.House).Client.PageAsync(address);
        var links = page.QuerySelectorAll(".facet a:not([aria-current]):has(.n), nav.links a:not([aria-current]):has(.n)")
            .Select(link => (Address: link.GetAttribute("href")!, Count: Drawn.Number(link.QuerySelector(".n")!.TextContent))).ToList();

        Assert.NotEmpty(links);
        foreach (var (link, count) in links)
        {
            Assert.True(count > 0, link);
            Assert.Equal((link, count), (link, Total(await (await demo.House).Client.PageAsync(link), link)));
        }
    }

    [Fact]
    public async Task What_is_applied_is_a_pill_that_takes_it_away()
    {
        var page = await (await demo.House).Client.PageAsync("/en/opportunities?group=ldc&kind=tender&q=data&closing-to=2030-01-31&from=KE");
        var pills = page.QuerySelectorAll("a.pill").ToDictionary(pill => pill.TextContent, pill => pill.GetAttribute("href"));

        Assert.Equal(
            ["Text: data", "Tenders", "Least developed countries", "I am in: Kenya", "Closing date: until 31 Jan 2030"], pills.Keys);
        Assert.Equal("/en/opportunities?q=data&kind=tender&from=KE&closing-to=2030-01-31#results", pills["Least developed countries"]);
        Assert.Equal("/en/opportunities#results", page.Href("a.clear"));
        Assert.Equal(["Filters (5)"], page.Texts(".filters > summary"));
        Assert.Equal("Remove filter: Tenders", page.QuerySelectorAll("a.pill")[1].GetAttribute("aria-label"));
    }

    [Fact]
    public async Task Searching_again_keeps_every_other_criterion()
    {
        var page = await (await demo.House).Client.PageAsync("/en/opportunities?q=data&group=ldc&group=sids&sort=newest&page=2&size=5");
        var kept = page.QuerySelectorAll("form[role=search] input").Select(input => $"{input.GetAttribute("name")}={input.GetAttribute("value")}");

        Assert.Equal(["q=data", "group=ldc", "group=sids", "sort=newest", "size=5"], kept);
    }

    [Fact]
    public async Task A_facet_shows_ten_values_and_all_of_them_on_demand()
    {
        var page = await (await demo.House).Client.PageAsync("/en/opportunities?status=all");
        var more = page.Href("#country a.more")!;
        var whole = await (await demo.House).Client.PageAsync(more);

        Assert.Equal(10, page.QuerySelectorAll("#country li").Length);
        Assert.Equal("/en/opportunities?status=all&more=country#country", more);
        Assert.InRange(whole.QuerySelectorAll("#country li").Length, 11, 250);
        Assert.True(whole.QuerySelector(".filters")!.HasAttribute("open"));
        Assert.False(page.QuerySelector(".filters")!.HasAttribute("open"));
    }

    [Fact]
    public async Task A_chosen_subject_shows_its_parts()
    {
        var page = await (await demo.House).Client.PageAsync("/en/opportunities?category=services");

        Assert.NotEmpty(page.QuerySelectorAll("#category .inner a"));
        Assert.Equal("/en/opportunities#results", page.Href("#category a[aria-current]"));
        Assert.Empty((await (await demo.House).Client.PageAsync("/en/opportunities")).QuerySelectorAll("#category .inner"));
    }

    [Fact]
    public async Task Pages_follow_one_another_without_loss_or_repetition()
    {
        var first = await (await demo.House).Client.PageAsync("/en/opportunities?size=20");
        var second = await (await demo.House).Client.PageAsync(first.Href("a[rel=next]")!);
        var titles = Titles(first).Concat(Titles(second)).ToList();

        Assert.Equal(40, titles.Count);
        Assert.Equal(titles.Count, titles.Distinct().Count());
        Assert.Equal("/en/opportunities#results", second.Href("a[rel=prev]"));
        Assert.Equal(["Page 2 of 3"], second.Texts(".pager span"));
    }

    [Fact]
    public async Task Nothing_found_says_what_to_drop_and_the_number_is_true()
    {
        var page = await (await demo.House).Client.PageAsync("/en/opportunities?q=zzzzqqq&group=ldc&kind=job");
        var drops = page.QuerySelectorAll(".panel li a").ToList();

        Assert.Equal(["0 results"], page.Texts("[role=status]"));
        Assert.Equal(["/en/opportunities?kind=job&group=ldc"], drops.Select(link => link.GetAttribute("href")));
        var total = Total(await (await demo.House).Client.PageAsync(drops[0].GetAttribute("href")!), "");
        Assert.Equal($"Without “Text: zzzzqqq”: {total} results", drops[0].TextContent);
    }

    [Fact]
    public async Task Where_dropping_one_is_not_enough_it_says_which_one_to_keep()
    {
        var page = await (await demo.House).Client.PageAsync("/en/opportunities?q=zzzzqqq&org=nobody&kind=job");
        var links = page.QuerySelectorAll(".panel li a").ToList();

        Assert.Equal(["/en/opportunities?kind=job"], links.Select(link => link.GetAttribute("href")));
        var total = Total(await (await demo.House).Client.PageAsync("/en/opportunities?kind=job"), "");
        Assert.Equal($"Only “Jobs”: {total} results", links[0].TextContent);
    }

    [Fact]
    public async Task A_misspelt_word_leads_to_what_was_likely_meant()
    {
        var page = await (await demo.House).Client.PageAsync("/en/opportunities?q=softwear&kind=tender");
        var meant = page.QuerySelector(".panel p a")!;

        Assert.Equal("/en/opportunities?q=software&kind=tender", meant.GetAttribute("href"));
        var total = Total(await (await demo.House).Client.PageAsync(meant.GetAttribute("href")!), "");
        Assert.Equal($"software: {total} results", meant.TextContent);
        Assert.InRange(total, 1, 61);
    }

    [Fact]
    public async Task A_country_is_chosen_on_a_list_of_all_that_keeps_the_other_criteria()
    {
        var page = await (await demo.House).Client.PageAsync("/en/opportunities?kind=tender&q=data");
        var choice = page.Href("#from a")!;
        var open = await (await demo.House).Client.PageAsync(choice);

        Assert.Equal("/en/opportunities?q=data&kind=tender&more=from#from", choice);
        Assert.InRange(open.QuerySelectorAll("#from option").Length, 240, 260);
        Assert.Equal(
            ["q=data", "kind=tender"],
            open.QuerySelectorAll("#from input").Select(input => $"{input.GetAttribute("name")}={input.GetAttribute("value")}"));
        Assert.Equal("/en/opportunities", open.QuerySelector("#from form")!.GetAttribute("action"));
    }

    [Fact]
    public async Task An_unknown_value_is_a_sentence_and_a_pill()
    {
        var page = await (await demo.House).Client.PageAsync("/en/opportunities?country=XX");

        Assert.Equal(["“XX” is not known as a value of the filter “Country”; nothing matches it."], page.Texts(".note"));
        Assert.Equal("/en/opportunities#results", page.Href("a.pill"));
    }

    [Theory]
    [InlineData("\"data centre", "A quotation mark has no partner")]
    [InlineData("(data", "A parenthesis has no partner")]
    [InlineData("AND", "has nothing to work on")]
    [InlineData("*loud", "may miss some results")]
    [InlineData("buyer:data", "is not a field")]
    public async Task What_could_not_be_read_is_said_and_never_an_error(string query, string sentence)
    {
        foreach (var language in (string[])["en", "fr", "es", "ru", "ar", "zh"])
            Assert.NotEmpty((await (await demo.House).Client.PageAsync($"/{language}/opportunities?q={Uri.EscapeDataString(query)}")).Texts(".note"));

        var page = await (await demo.House).Client.PageAsync($"/en/opportunities?q={Uri.EscapeDataString(query)}");
        Assert.Contains(page.Texts(".note"), note => note.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Text_too_long_is_cut_and_the_limit_said()
    {
        var page = await (await demo.House).Client.PageAsync($"/en/opportunities?q={new string('a', 700)}");

        Assert.Contains("The text was longer than 500 characters and was cut.", page.Texts(".note"));
    }

    [Theory]
    [InlineData("q=a&q=b", 400, "may stand in the address only once")]
    [InlineData("closing-to=tomorrow", 400, "is not a date")]
    [InlineData("from=Kenya", 400, "two letters")]
    [InlineData("sort=best", 400, "is not a possible value")]
    [InlineData("page=0", 400, "Pages are counted from 1")]
    [InlineData("size=1000", 400, "1 to 100")]
    [InlineData("page=1000", 404, "10,000")]
    public async Task What_cannot_be_answered_has_a_status_and_a_sentence_in_every_language(string query, int status, string sentence)
    {
        foreach (var language in (string[])["en", "fr", "es", "ru", "ar", "zh"])
            Assert.Equal(status, (int)(await (await demo.House).Client.GetAsync($"/{language}/opportunities?{query}")).StatusCode);

        var text = await (await (await demo.House).Client.GetAsync($"/en/opportunities?{query}")).Content.ReadAsStringAsync();
        Assert.Contains(sentence, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifty_one_values_are_too_many() => Assert.Equal(HttpStatusCode.BadRequest, (await (await demo.House).Client.GetAsync(
        "/en/opportunities?" + string.Join('&', Enumerable.Range(0, 51).Select(n => $"org=o{n}")))).StatusCode);

    [Fact]
    public async Task Beyond_the_end_is_empty_and_leads_back()
    {
        var page = await (await demo.House).Client.PageAsync("/en/opportunities?kind=job&page=90");

        Assert.Empty(Titles(page));
        Assert.Contains("/en/opportunities?kind=job", page.QuerySelectorAll("section > p > a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task However_the_query_is_written_the_page_names_its_one_address()
    {
        var page = await (await demo.House).Client.PageAsync("/en/opportunities?page=1&kind=tender&group=ldc&unknown=1&sort=&size=20&group=ldc");

        Assert.EndsWith("/en/opportunities?kind=tender&group=ldc", page.Href("link[rel=canonical]"), StringComparison.Ordinal);
        Assert.Equal("/fr/opportunities?kind=tender&group=ldc", page.Href(".tongues a[lang=fr]"));
    }

    [Fact]
    public async Task A_script_in_the_query_is_text()
    {
        var page = await (await demo.House).Client.PageAsync("/en/opportunities?q=%3Cscript%3Ealert(1)%3C/script%3E");

        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Equal("<script>alert(1)</script>", page.QuerySelector("#q")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("/en")]
    [InlineData("/ar")]
    [InlineData("/en/opportunities?group=ldc")]
    public async Task Public_pages_are_for_everyone_to_keep(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        var head = await (await demo.House).Client.SendAsync(request);
        var page = await (await demo.House).Client.PageAsync(address);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal("public, max-age=60", head.Headers.CacheControl!.ToString());
        // The home page alone is another one for whoever asked it to remember a country.
        Assert.Equal(
            address.Length == 3 ? ["Accept-Encoding", "Cookie"] : ["Accept-Encoding"],
            head.Headers.Vary);
        Assert.False(head.Headers.Contains("Set-Cookie"));
        Assert.Empty(page.QuerySelectorAll("script, [style], input[name^=__]"));
        Assert.DoesNotContain(page.QuerySelectorAll("form"), form => form.GetAttribute("method") == "post");
    }

    static int Total(IDocument page, string address)
    {
        var text = page.Texts("[role=status]").Single();
        // Arabic says one and two in words.
        var digits = text.Any(char.IsAsciiDigit);
        return digits ? Drawn.Number(text) : InWords.TryGetValue(text, out var n) ? n : throw new FormatException($"{address}: {text}");
    }

    static readonly Dictionary<string, int> InWords = new() { ["نتيجة واحدة"] = 1, ["نتيجتان"] = 2, ["لا نتائج"] = 0 };

    static IEnumerable<string?> Titles(IDocument page) => page.QuerySelectorAll(".item h3 a").Select(link => link.GetAttribute("href"));
}
