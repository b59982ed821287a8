using System.Xml;

namespace OutreachPortal.Exchange;

/// <summary>Writes sitemaps and their index (sitemaps.org 0.9, with hreflang alternates).</summary>
public static class SitemapWriter
{
    /// <summary><c>application/xml; charset=utf-8</c>.</summary>
    public const string ContentType = "application/xml; charset=utf-8";

    /// <summary>More pages may not stand in one file, nor more files in one index.</summary>
    public const int MaxUrls = 50_000;

    /// <summary>
    /// No file may have more bytes, uncompressed (50 MB). A page with seven alternates takes about 1 KB, so some 25,000
    /// of them are a good file.
    /// </summary>
    public const int MaxBytes = 50 << 20;

    const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

    const string Xhtml = "http://www.w3.org/1999/xhtml";

    /// <summary>Writes a <c>urlset</c> in UTF-8.</summary>
    /// <param name="stream">Only written to asynchronously, and left open.</param>
    /// <param name="urls">
    /// Read one at a time; beyond <see cref="MaxUrls"/> or <see cref="MaxBytes"/> an
    /// <see cref="InvalidOperationException"/>: the caller deals out the files.
    /// </param>
    /// <param name="cancellation">Leaves the file cut.</param>
    public static Task WriteUrlsAsync(
        Stream stream, IAsyncEnumerable<SitemapUrl> urls, CancellationToken cancellation = default) =>
        WriteAsync(stream, "urlset", urls, WriteUrl, cancellation);

    /// <summary>Writes a <c>sitemapindex</c> in UTF-8.</summary>
    /// <param name="stream">Only written to asynchronously, and left open.</param>
    /// <param name="files">At most <see cref="MaxUrls"/>, else an <see cref="InvalidOperationException"/>.</param>
    /// <param name="cancellation">Leaves the file cut.</param>
    public static Task WriteIndexAsync(
        Stream stream, IEnumerable<SitemapFile> files, CancellationToken cancellation = default) =>
        WriteAsync(stream, "sitemapindex", files.ToAsyncEnumerable(), WriteFile, cancellation);

    static async Task WriteAsync<T>(
        Stream stream, string root, IAsyncEnumerable<T> parts, Action<XmlWriter, T> write,
        CancellationToken cancellation)
    {
        var buffer = new OutBuffer(stream);
        await using var xml = XmlOut.Open(buffer.Bytes);
        xml.WriteStartElement(root, Namespace);
        if (root is "urlset") xml.WriteAttributeString("xmlns", "xhtml", null, Xhtml);
        var count = 0;
        await buffer.EachAsync(parts, part =>
        {
            write(xml, part);
            xml.Flush();
            if (++count > MaxUrls || buffer.Written > MaxBytes - Closing) throw Full(count);
        }, cancellation);
        xml.WriteEndDocument();
        xml.Flush();
        await buffer.HandOnAsync(cancellation);
    }

    // The end tag and its line end.
    const int Closing = 32;

    static InvalidOperationException Full(int count) => new(
        $"A sitemap ends after {MaxUrls:N0} entries or {MaxBytes >> 20} MB; entry {count:N0} was beyond.");

    static void WriteUrl(XmlWriter xml, SitemapUrl url)
    {
        xml.WriteStartElement("url");
        xml.Text("loc", url.Loc);
        xml.Text("lastmod", url.LastModified?.Rfc3339());
        foreach (var alternate in url.Alternates)
        {
            xml.WriteStartElement("link", Xhtml);
            xml.Attribute("rel", "alternate");
            xml.Attribute("hreflang", alternate.HrefLang);
            xml.Attribute("href", alternate.Href);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    static void WriteFile(XmlWriter xml, SitemapFile file)
    {
        xml.WriteStartElement("sitemap");
        xml.Text("loc", file.Loc);
        xml.Text("lastmod", file.LastModified?.Rfc3339());
        xml.WriteEndElement();
    }
}
