using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>Writes feeds as JSON Feed 1.1 (jsonfeed.org/version/1.1).</summary>
/// <remarks>An entry without summary gets its title as <c>content_text</c>, since an item must have content.</remarks>
public static class JsonFeedWriter
{
    /// <summary><c>application/feed+json</c>, which is UTF-8 by definition.</summary>
    public const string ContentType = "application/feed+json";

    /// <summary>Writes UTF-8.</summary>
    /// <param name="stream">Only written to asynchronously, and left open.</param>
    /// <param name="feed">The head.</param>
    /// <param name="entries">Read one at a time, in the order in which they are to appear.</param>
    /// <param name="cancellation">Leaves the document cut.</param>
    public static async Task WriteAsync(
        Stream stream, Feed feed, IAsyncEnumerable<FeedEntry> entries, CancellationToken cancellation = default)
    {
        var buffer = new OutBuffer(stream);
        await using var json = JsonOut.Open(buffer.Bytes);
        WriteHead(json, feed);
        json.WriteStartArray("items");
        await buffer.EachAsync(entries, entry => WriteItem(json, entry), cancellation);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        await buffer.HandOnAsync(cancellation);
    }

    static void WriteHead(Utf8JsonWriter json, Feed feed)
    {
        json.WriteStartObject();
        json.WriteString("version", "https://jsonfeed.org/version/1.1");
        json.WriteString("title", feed.Title);
        json.Text("description", feed.Subtitle);
        json.WriteString("language", feed.Language);
        json.WriteString("home_page_url", feed.Alternate);
        json.WriteString("feed_url", feed.Self);
        json.Text("next_url", feed.Next);
        json.List("authors", [feed.Author], (j, name) => j.WriteString("name", name));
        json.List("hubs", feed.Hub is null ? [] : new[] { feed.Hub }, (j, hub) =>
        {
            j.WriteString("type", "WebSub");
            j.WriteString("url", hub);
        });
    }

    static void WriteItem(Utf8JsonWriter json, FeedEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("id", entry.Id);
        json.WriteString("url", entry.Alternate);
        json.WriteString("title", entry.Title);
        json.WriteString("content_text", entry.Summary ?? entry.Title);
        json.Text("date_published", entry.Published?.Rfc3339());
        json.WriteString("date_modified", entry.Updated.Rfc3339());
        json.Texts("tags", entry.Categories.Select(c => c.Label ?? c.Term));
        json.Text("language", entry.Language);
        json.WriteEndObject();
        json.Flush();
    }
}
