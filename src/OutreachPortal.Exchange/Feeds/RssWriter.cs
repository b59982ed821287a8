using System.Xml;

namespace OutreachPortal.Exchange;

/// <summary>
/// Writes feeds as RSS 2.0 (rssboard.org/rss-specification), with <c>atom:link</c> as the RSS Advisory Board's
/// profile advises and <c>dc:language</c> where an entry's language is not the feed's.
/// </summary>
/// <remarks>
/// Characters that XML forbids are left out. A <c>description</c> is HTML to every reader, so the summary's text is
/// escaped as HTML first: <c>a &lt; b</c> stays what it says.
/// </remarks>
public static class RssWriter
{
    /// <summary><c>application/rss+xml; charset=utf-8</c>.</summary>
    public const string ContentType = "application/rss+xml; charset=utf-8";

    const string DublinCore = "http://purl.org/dc/elements/1.1/";

    /// <summary>Writes UTF-8.</summary>
    /// <param name="stream">Only written to asynchronously, and left open.</param>
    /// <param name="feed">The head: the channel.</param>
    /// <param name="entries">Read one at a time, in the order in which they are to appear: the items.</param>
    /// <param name="cancellation">Leaves the document cut.</param>
    public static async Task WriteAsync(
        Stream stream, Feed feed, IAsyncEnumerable<FeedEntry> entries, CancellationToken cancellation = default)
    {
        var buffer = new OutBuffer(stream);
        await using var xml = XmlOut.Open(buffer.Bytes);
        WriteHead(xml, feed);
        await buffer.EachAsync(entries, entry => WriteItem(xml, entry), cancellation);
        xml.WriteEndDocument();
        xml.Flush();
        await buffer.HandOnAsync(cancellation);
    }

    static void WriteHead(XmlWriter xml, Feed feed)
    {
        xml.WriteStartElement("rss");
        xml.Attribute("version", "2.0");
        xml.WriteAttributeString("xmlns", "atom", null, AtomWriter.Namespace);
        xml.WriteAttributeString("xmlns", "dc", null, DublinCore);
        xml.WriteStartElement("channel");
        xml.Text("title", feed.Title);
        xml.Text("link", feed.Alternate);
        xml.Text("description", Html(feed.Subtitle ?? feed.Title));
        xml.Text("language", feed.Language);
        xml.Text("lastBuildDate", feed.Updated.Rfc822());
        WriteLink(xml, "self", feed.Self, "application/rss+xml");
        WriteLink(xml, "next", feed.Next, "application/rss+xml");
        WriteLink(xml, "hub", feed.Hub);
    }

    static void WriteItem(XmlWriter xml, FeedEntry entry)
    {
        xml.WriteStartElement("item");
        xml.Text("title", entry.Title);
        xml.Text("link", entry.Alternate);
        xml.Text("description", Html(entry.Summary));
        foreach (var category in entry.Categories) WriteCategory(xml, category);
        xml.WriteStartElement("guid");
        xml.Attribute("isPermaLink", "false");
        xml.WriteString(XmlOut.Legal(entry.Id));
        xml.WriteEndElement();
        xml.Text("pubDate", (entry.Published ?? entry.Updated).Rfc822());
        if (entry.Language is not null) xml.WriteElementString("language", DublinCore, XmlOut.Legal(entry.Language));
        xml.WriteEndElement();
        xml.Flush();
    }

    static string? Html(string? text) => text?.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    static void WriteLink(XmlWriter xml, string rel, string? href, string? type = null)
    {
        if (href is null) return;
        xml.WriteStartElement("link", AtomWriter.Namespace);
        xml.Attribute("rel", rel);
        xml.Attribute("type", type);
        xml.Attribute("href", href);
        xml.WriteEndElement();
    }

    static void WriteCategory(XmlWriter xml, FeedCategory category)
    {
        xml.WriteStartElement("category");
        xml.Attribute("domain", category.Scheme);
        xml.WriteString(XmlOut.Legal(category.Term));
        xml.WriteEndElement();
    }
}
