using System.Globalization;

namespace OutreachPortal.Exchange.Tests;

public sealed class RssWriterTests
{
    static Task<string> Write(Feed feed, IAsyncEnumerable<FeedEntry> entries) =>
        Written.ByAsync(stream => RssWriter.WriteAsync(stream, feed, entries));

    [Fact]
    public async Task The_golden_sample_is_what_is_written() =>
        Written.IsSample("feed.rss", await Write(SomeFeed.Head, SomeFeed.Entries));

    [Fact]
    public async Task What_is_written_is_what_was_said()
    {
        var xml = Written.Xml(await Write(SomeFeed.Head, SomeFeed.Entries));

        Assert.Equal(SomeFeed.Head.Title, xml.At("/rss/channel/title"));
        Assert.Equal(SomeFeed.Head.Alternate, xml.At("/rss/channel/link"));
        Assert.Equal("Fournitures &amp; services &lt;TIC&gt;", xml.At("/rss/channel/description"));
        Assert.Equal(SomeFeed.Head.Self, xml.At("/rss/channel/a:link[@rel='self']/@href"));
        Assert.Equal(SomeFeed.Router.Id, xml.At("/rss/channel/item[1]/guid[@isPermaLink='false']"));
        Assert.Equal("Mon, 02 Nov 2026 23:05:00 GMT", xml.At("/rss/channel/item[1]/pubDate"));
        Assert.Equal("43222609",
            xml.At("/rss/channel/item[1]/category[@domain='https://portal.example/codes/unspsc']"));
        Assert.Equal("ar", xml.At("/rss/channel/item[2]/dc:language"));
        Assert.Equal("Sat, 21 Nov 2026 00:00:00 GMT", xml.At("/rss/channel/item[2]/pubDate"));
    }

    [Fact]
    public async Task A_summary_is_text_even_to_a_reader_that_takes_it_for_HTML()
    {
        var entry = SomeFeed.Router with { Title = SomeFeed.Nasty, Summary = SomeFeed.Nasty };

        var xml = Written.Xml(await Write(SomeFeed.Head, SomeFeed.Of(entry)));

        Assert.Equal(SomeFeed.NastyInXml, xml.At("/rss/channel/item/title"));
        Assert.Equal(SomeFeed.NastyInXml, System.Net.WebUtility.HtmlDecode(xml.At("/rss/channel/item/description")));
        Assert.DoesNotContain('<', xml.At("/rss/channel/item/description")!);
    }

    [Fact]
    public async Task Dates_are_English_whatever_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");

            Assert.Contains("Sun, 22 Nov 2026 08:30:05 GMT", await Write(SomeFeed.Head, SomeFeed.Of()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Ten_thousand_entries_pass_through_some_kilobytes() =>
        Assert.InRange(
            await Written.LargestAsync(s => RssWriter.WriteAsync(s, SomeFeed.Head, SomeFeed.Many(10_000))),
            1, 1 << 15);
}
