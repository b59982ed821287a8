namespace OutreachPortal.Exchange.Tests;

public sealed class AtomWriterTests
{
    static Task<string> Write(Feed feed, IAsyncEnumerable<FeedEntry> entries) =>
        Written.ByAsync(stream => AtomWriter.WriteAsync(stream, feed, entries));

    [Fact]
    public async Task The_golden_sample_is_what_is_written() =>
        Written.IsSample("feed.atom", await Write(SomeFeed.Head, SomeFeed.Entries));

    [Fact]
    public async Task What_is_written_is_what_was_said()
    {
        var xml = Written.Xml(await Write(SomeFeed.Head, SomeFeed.Entries));

        Assert.Equal("Fournitures & services <TIC>", xml.At("/a:feed/a:subtitle"));
        Assert.Equal("2026-11-22T08:30:05Z", xml.At("/a:feed/a:updated"));
        Assert.Equal("fr", xml.At("/a:feed/@xml:lang"));
        Assert.Equal(SomeFeed.Head.Next, xml.At("/a:feed/a:link[@rel='next']/@href"));
        Assert.Equal("2026-11-02T23:05:00Z", xml.At("/a:feed/a:entry[1]/a:published"));
        Assert.Equal("https://portal.example/codes/unspsc", xml.At("/a:feed/a:entry[1]/a:category[1]/@scheme"));
        Assert.Equal(SomeFeed.Router.Alternate, xml.At("/a:feed/a:entry[1]/a:link/@href"));
        Assert.Equal("ar", xml.At("/a:feed/a:entry[2]/@xml:lang"));
        Assert.Equal(SomeFeed.Arabic.Title, xml.At("/a:feed/a:entry[2]/a:title"));
    }

    [Fact]
    public async Task Characters_that_XML_forbids_are_left_out_and_markup_is_text()
    {
        var entry = SomeFeed.Router with
        {
            Title = SomeFeed.Nasty, Summary = SomeFeed.Nasty, Categories = [new(SomeFeed.Nasty)],
        };

        var xml = Written.Xml(await Write(SomeFeed.Head with { Title = SomeFeed.Nasty }, SomeFeed.Of(entry)));

        Assert.Equal(SomeFeed.NastyInXml, xml.At("/a:feed/a:title"));
        Assert.Equal(SomeFeed.NastyInXml, xml.At("/a:feed/a:entry/a:summary"));
        Assert.Equal(SomeFeed.NastyInXml, xml.At("/a:feed/a:entry/a:category/@term"));
    }

    [Fact]
    public async Task Every_text_is_well_formed_and_comes_back_without_what_XML_forbids()
    {
        for (var unit = 0; unit <= char.MaxValue; unit += 251)
        {
            var text = $"{(char)unit}x{(char)(unit & 0xFF)}";

            var xml = Written.Xml(await Write(SomeFeed.Head with { Title = "t" + text + "t" }, SomeFeed.Of()));

            var expected = string.Concat(text.Where(System.Xml.XmlConvert.IsXmlChar)).Replace("\r", "\n");
            Assert.Equal("t" + expected + "t", xml.At("/a:feed/a:title"));
        }
    }

    [Fact]
    public async Task A_feed_without_entries_is_a_feed() =>
        Assert.Null(Written.Xml(await Write(SomeFeed.Head with { Next = null, Hub = null }, SomeFeed.Of()))
            .At("/a:feed/a:entry"));

    [Fact]
    public async Task Ten_thousand_entries_pass_through_some_kilobytes() =>
        Assert.InRange(
            await Written.LargestAsync(s => AtomWriter.WriteAsync(s, SomeFeed.Head, SomeFeed.Many(10_000))),
            1, 1 << 15);

    [Fact]
    public async Task A_list_that_breaks_off_leaves_a_document_that_is_seen_to_be_cut()
    {
        static async IAsyncEnumerable<FeedEntry> Broken()
        {
            await foreach (var entry in SomeFeed.Many(1_000)) yield return entry;
            throw new IOException("gone");
        }

        var target = new AsynchronousStream();

        await Assert.ThrowsAsync<IOException>(() => AtomWriter.WriteAsync(target, SomeFeed.Head, Broken()));
        Assert.DoesNotContain("</feed>", System.Text.Encoding.UTF8.GetString(target.Bytes.ToArray()));
    }
}
