using System.Net;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

public sealed class SignpostsTests(DemoHouse demo)
{
    static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";
    static readonly XNamespace Search = "http://a9.com/-/spec/opensearch/1.1/";

    [Fact]
    public async Task A_browser_learns_how_to_search_in_its_readers_language()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/opensearch.xml");
        request.Headers.Add("Accept-Language", "es");
        var house = await demo.House;

        var answer = await house.Client.SendAsync(request);
        var urls = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Descendants(Search + "Url").ToList();
        var page = urls.Single(url => url.Attribute("type")!.Value == "text/html").Attribute("template")!.Value;

        Assert.Equal("application/opensearchdescription+xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("http://localhost:5080/es/opportunities?q={searchTerms}", page);
        Assert.All(urls.Where(url => url.Attribute("rel")?.Value != "self"), url =>
        {
            var asked = new Uri(url.Attribute("template")!.Value.Replace("{searchTerms}", "software")).PathAndQuery;
            Assert.Equal(HttpStatusCode.OK, house.Client.GetAsync(asked).Result.StatusCode);
        });
        Assert.Equal("/opensearch.xml", (await house.Client.PageAsync("/en")).Href("link[rel=search]"));
    }

    [Fact]
    public async Task Crawlers_are_led_to_the_map()
    {
        var robots = await (await demo.House).Client.GetStringAsync("/robots.txt");

        Assert.Contains("\nSitemap: http://localhost:5080/sitemap.xml\n", robots, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_map_has_every_open_page_in_every_language()
    {
        var house = await demo.House;
        var open = (await house.ItemsAsync("")).ConvertAll(item => item.GetProperty("url").GetString()!);

        var index = XDocument.Parse(await house.Client.GetStringAsync("/sitemap.xml"));
        var parts = index.Descendants(Map + "loc").ToList();
        var urls = await UrlsAsync(house, new Uri(Assert.Single(parts).Value).PathAndQuery);

        Assert.Equal(6 * (open.Count + 2), urls.Count);
        Assert.Subset(urls.ConvertAll(LocOf).ToHashSet(), open.ToHashSet());
        Assert.All(urls, url => Assert.Equal(
            ["en", "fr", "es", "ru", "ar", "zh", "x-default"],
            url.Elements(Xhtml + "link").Select(link => link.Attribute("hreflang")!.Value)));
        Assert.All(urls.Where(url => url.Element(Map + "lastmod") is not null), url =>
            Assert.Equal("2026-12-01T09:00:00Z", url.Element(Map + "lastmod")!.Value));
        Assert.Equal(HttpStatusCode.NotFound, (await house.Client.GetAsync("/sitemap-2.xml")).StatusCode);
    }

    [Fact]
    public async Task What_is_closed_or_withdrawn_leaves_the_map()
    {
        var clock = Hours.At(Some.Noon);
        await using var house = await ServedHouse.OpenAsync("minimal", clock);
        await house.WaitUntilReadyAsync();
        await house.Services.PublishAsync(
            ("017", Some.Tender()), ("204", Some.Job()), ("018", Some.Tender() with { Reference = "NW/18" }));
        await house.DoAsync(async services =>
        {
            var publication = services.GetRequiredService<Publication>();
            var db = services.GetRequiredService<PortalDb>();
            var third = await db.Opportunities.SingleAsync(item => item.SourceId == "018");
            publication.Move(third, State.Withdrawn, "source:nairobi-works");
            await publication.CommitAsync();
        });
        await house.WaitUntilFollowedAsync();
        Assert.Equal(6 * (2 + 2), (await UrlsAsync(house, "/sitemap-1.xml")).Count);

        clock.Advance(Instant.FromUtc(2026, 12, 1, 13, 0, 1).Minus(Some.Noon).ToTimeSpan());

        var left = (await UrlsAsync(house, "/sitemap-1.xml")).ConvertAll(LocOf);
        Assert.Equal(6 * (1 + 2), left.Count);
        Assert.DoesNotContain(left, url => url.Contains("nw-2026-017", StringComparison.Ordinal));
    }

    static async Task<List<XElement>> UrlsAsync(ServedHouse house, string address) =>
        [.. XDocument.Parse(await house.Client.GetStringAsync(address)).Descendants(Map + "url")];

    static string LocOf(XElement url) => url.Element(Map + "loc")!.Value;
}
