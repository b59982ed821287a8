using System.Xml;

namespace OutreachPortal.Exchange;

/// <summary>Writes OpenSearch 1.1 description documents.</summary>
public static class OpenSearchWriter
{
    /// <summary><c>application/opensearchdescription+xml; charset=utf-8</c>.</summary>
    public const string ContentType = "application/opensearchdescription+xml; charset=utf-8";

    const string Namespace = "http://a9.com/-/spec/opensearch/1.1/";

    /// <summary>Writes UTF-8.</summary>
    /// <param name="stream">Only written to asynchronously, and left open.</param>
    /// <param name="description">The document.</param>
    /// <param name="cancellation">Leaves nothing or a part.</param>
    public static async Task WriteAsync(
        Stream stream, OpenSearchDescription description, CancellationToken cancellation = default)
    {
        var buffer = new OutBuffer(stream);
        await using var xml = XmlOut.Open(buffer.Bytes);
        xml.WriteStartElement("OpenSearchDescription", Namespace);
        Write(xml, description);
        xml.WriteEndDocument();
        xml.Flush();
        await buffer.HandOnAsync(cancellation);
    }

    static void Write(XmlWriter xml, OpenSearchDescription description)
    {
        xml.Text("ShortName", Cut(description.ShortName, 16));
        xml.Text("LongName", Cut(description.LongName, 48));
        xml.Text("Description", Cut(description.Description, 1024));
        xml.Text("Contact", description.Contact);
        foreach (var url in description.Urls)
        {
            xml.WriteStartElement("Url");
            xml.Attribute("rel", url.Rel);
            xml.Attribute("type", url.Type);
            xml.Attribute("template", url.Template);
            xml.WriteEndElement();
        }

        WriteImage(xml, description.Image);
        foreach (var language in description.Languages) xml.Text("Language", language);
        xml.Text("InputEncoding", "UTF-8");
        xml.Text("OutputEncoding", "UTF-8");
    }

    static void WriteImage(XmlWriter xml, string? image)
    {
        if (image is null) return;
        xml.WriteStartElement("Image");
        xml.Attribute("width", "16");
        xml.Attribute("height", "16");
        xml.WriteString(XmlOut.Legal(image));
        xml.WriteEndElement();
    }

    // Half of a surrogate pair at the end goes with the rest.
    static string? Cut(string? text, int length) =>
        text is null || text.Length <= length ? text
        : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)].TrimEnd();
}
