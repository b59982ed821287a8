using NodaTime;

namespace OutreachPortal.Exchange.Tests;

public sealed class SitemapWriterTests
{
    static readonly Instant Changed = Instant.FromUtc(2026, 11, 22, 8, 30, 5);

    static readonly SitemapAlternate[] Versions =
    [
        new("en", "https://portal.example/en/n/17?a=1&b=2"), new("zh-Hans", "https://portal.example/zh/n/17"),
        new("x-default", "https://portal.example/n/17"),
    ];

    static readonly SitemapUrl Page = new("https://portal.example/en/n/17?a=1&b=2", Changed) { Alternates = Versions };

    static Task<string> Write(params SitemapUrl[] urls) =>
        Written.ByAsync(stream => SitemapWriter.WriteUrlsAsync(stream, urls.ToAsyncEnumerable()));

    [Fact]
    public async Task The_golden_sample_is_what_is_written() =>
        Written.IsSample("sitemap.xml", await Write(Page, new SitemapUrl("https://portal.example/zh/n/17")));

    [Fact]
    public async Task A_page_lists_every_version()
    {
        var xml = Written.Xml(await Write(Page));

        Assert.Equal(Page.Loc, xml.At("/s:urlset/s:url/s:loc"));
        Assert.Equal("2026-11-22T08:30:05Z", xml.At("/s:urlset/s:url/s:lastmod"));
        Assert.Equal(Page.Loc, xml.At("/s:urlset/s:url/x:link[@rel='alternate'][@hreflang='en']/@href"));
        Assert.Equal("https://portal.example/n/17", xml.At("/s:urlset/s:url/x:link[@hreflang='x-default']/@href"));
    }

    [Fact]
    public async Task An_index_lists_files()
    {
        var xml = Written.Xml(await Written.ByAsync(s => SitemapWriter.WriteIndexAsync(
            s, [new("https://portal.example/sitemap-1.xml", Changed), new("https://portal.example/sitemap-2.xml")])));

        Assert.Equal("2026-11-22T08:30:05Z", xml.At("/s:sitemapindex/s:sitemap[1]/s:lastmod"));
        Assert.Equal("https://portal.example/sitemap-2.xml", xml.At("/s:sitemapindex/s:sitemap[2]/s:loc"));
    }

    [Fact]
    public async Task A_file_takes_50_000_pages_and_not_one_more()
    {
        var most = Enumerable.Repeat(new SitemapUrl("https://portal.example/"), SitemapWriter.MaxUrls).ToList();

        Assert.InRange(await Written.LargestAsync(s => SitemapWriter.WriteUrlsAsync(s, most.ToAsyncEnumerable())),
            1, 1 << 15);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Write([.. most, most[0]]));
    }

    [Fact]
    public async Task A_file_takes_50_MB_and_not_more()
    {
        var wide = new SitemapUrl("https://portal.example/" + new string('x', 2_000));

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Write([.. Enumerable.Repeat(wide, 26_000)]));

        Assert.Contains("50 MB", refused.Message, StringComparison.Ordinal);
    }
}
