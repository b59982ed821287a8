using System.Text.Json;

namespace OutreachPortal.Exchange.Tests;

public sealed class JsonFeedWriterTests
{
    static Task<string> Write(Feed feed, IAsyncEnumerable<FeedEntry> entries) =>
        Written.ByAsync(stream => JsonFeedWriter.WriteAsync(stream, feed, entries));

    [Fact]
    public async Task The_golden_sample_is_what_is_written() =>
        Written.IsSample("feed.json", await Write(SomeFeed.Head, SomeFeed.Entries));

    [Fact]
    public async Task What_is_written_is_what_was_said()
    {
        using var json = JsonDocument.Parse(await Write(SomeFeed.Head, SomeFeed.Entries));

        var (feed, item) = (json.RootElement, json.RootElement.GetProperty("items")[0]);
        Assert.Equal("https://jsonfeed.org/version/1.1", feed.Text("version"));
        Assert.Equal(SomeFeed.Head.Title, feed.Text("title"));
        Assert.Equal(SomeFeed.Head.Self, feed.Text("feed_url"));
        Assert.Equal("WebSub", feed.GetProperty("hubs")[0].Text("type"));
        Assert.Equal(SomeFeed.Router.Id, item.Text("id"));
        Assert.Equal(SomeFeed.Router.Summary, item.Text("content_text"));
        Assert.Equal("2026-11-02T23:05:00Z", item.Text("date_published"));
        Assert.Equal(["Routeurs réseau", "SN"], item.Texts("tags"));
        Assert.Equal(SomeFeed.Arabic.Title, feed.GetProperty("items")[1].Text("content_text"));
    }

    [Fact]
    public async Task Every_text_comes_back_but_for_half_characters()
    {
        var written = await Write(SomeFeed.Head with { Title = SomeFeed.Nasty + "\u2028" }, SomeFeed.Of());

        using var json = JsonDocument.Parse(written);
        Assert.Equal(SomeFeed.Nasty.Replace("\uD83D!", "\uFFFD!") + "\u2028",
            json.RootElement.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Ten_thousand_entries_pass_through_some_kilobytes() =>
        Assert.InRange(
            await Written.LargestAsync(s => JsonFeedWriter.WriteAsync(s, SomeFeed.Head, SomeFeed.Many(10_000))),
            1, 1 << 15);
}
