using System.Xml;

namespace OutreachPortal.Exchange;

/// <summary>Writes feeds as Atom 1.0 (RFC 4287, with paging of RFC 5005 §3).</summary>
/// <remarks>Characters that XML forbids are left out. Text is text: nothing in it becomes markup.</remarks>
public static class AtomWriter
{
    /// <summary><c>application/atom+xml; charset=utf-8</c>.</summary>
    public const string ContentType = "application/atom+xml; charset=utf-8";

    internal const string Namespace = "http://www.w3.org/2005/Atom";

    /// <summary>Writes UTF-8.</summary>
    /// <param name="stream">Only written to asynchronously, and left open.</param>
    /// <param name="feed">The head.</param>
    /// <param name="entries">Read one at a time, in the order in which they are to appear.</param>
    /// <param name="cancellation">Leaves the document cut.</param>
    public static async Task WriteAsync(
        Stream stream, Feed feed, IAsyncEnumerable<FeedEntry> entries, CancellationToken cancellation = default)
    {
        var buffer = new OutBuffer(stream);
        await using var xml = XmlOut.Open(buffer.Bytes);
        WriteHead(xml, feed);
        await buffer.EachAsync(entries, entry => WriteEntry(xml, entry), cancellation);
        xml.WriteEndDocument();
        xml.Flush();
        await buffer.HandOnAsync(cancellation);
    }

    static void WriteHead(XmlWriter xml, Feed feed)
    {
        xml.WriteStartElement("feed", Namespace);
        xml.Language(feed.Language);
        xml.Text("id", feed.Id);
        xml.Text("title", feed.Title);
        xml.Text("subtitle", feed.Subtitle);
        xml.Text("updated", feed.Updated.Rfc3339());
        xml.WriteStartElement("author");
        xml.Text("name", feed.Author);
        xml.WriteEndElement();
        WriteLink(xml, "self", feed.Self, "application/atom+xml");
        WriteLink(xml, "alternate", feed.Alternate, "text/html");
        WriteLink(xml, "next", feed.Next, "application/atom+xml");
        WriteLink(xml, "hub", feed.Hub);
    }

    static void WriteEntry(XmlWriter xml, FeedEntry entry)
    {
        xml.WriteStartElement("entry");
        xml.Language(entry.Language);
        xml.Text("id", entry.Id);
        xml.Text("title", entry.Title);
        xml.Text("updated", entry.Updated.Rfc3339());
        xml.Text("published", entry.Published?.Rfc3339());
        WriteLink(xml, "alternate", entry.Alternate, "text/html");
        foreach (var category in entry.Categories) WriteCategory(xml, category);
        xml.Text("summary", entry.Summary);
        xml.WriteEndElement();
        xml.Flush();
    }

    static void WriteLink(XmlWriter xml, string rel, string? href, string? type = null)
    {
        if (href is null) return;
        xml.WriteStartElement("link");
        xml.Attribute("rel", rel);
        xml.Attribute("type", type);
        xml.Attribute("href", href);
        xml.WriteEndElement();
    }

    static void WriteCategory(XmlWriter xml, FeedCategory category)
    {
        xml.WriteStartElement("category");
        xml.Attribute("term", category.Term);
        xml.Attribute("scheme", category.Scheme);
        xml.Attribute("label", category.Label);
        xml.WriteEndElement();
    }
}
