using System.Text;
using System.Xml;

namespace OutreachPortal.Exchange.Tests;

/// <summary>What a writer wrote, into a stream that refuses synchronous writes as a server's does.</summary>
static class Written
{
    public static async Task<string> ByAsync(Func<Stream, Task> write)
    {
        var target = new AsynchronousStream();
        await write(target);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(target.Bytes.ToArray());
    }

    /// <summary>The largest single write of a writer: what it keeps in memory.</summary>
    public static async Task<int> LargestAsync(Func<Stream, Task> write)
    {
        var target = new AsynchronousStream();
        await write(target);
        return target.Largest;
    }

    /// <summary>
    /// Compares with a golden sample; what differs stands beside it in the output folder as <c>….new</c>, to be looked
    /// at and taken over. Line ends are as editors keep them.
    /// </summary>
    public static void IsSample(string name, string written)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Samples", name);
        var text = written.Replace("\r\n", "\n").TrimEnd('\n') + "\n";
        if (File.ReadAllText(path) != text) File.WriteAllText(path + ".new", text);
        Assert.Equal(File.ReadAllText(path), text);
    }

    /// <summary>Read strictly: a character that XML forbids throws.</summary>
    public static XmlDocument Xml(string text)
    {
        var document = new XmlDocument { XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(text), new() { DtdProcessing = DtdProcessing.Prohibit });
        document.Load(reader);
        return document;
    }

    /// <summary>Text of an element or attribute, by XPath with prefixes a, s, x, o, dc.</summary>
    public static string? At(this XmlDocument document, string path)
    {
        var names = new XmlNamespaceManager(document.NameTable);
        names.AddNamespace("a", "http://www.w3.org/2005/Atom");
        names.AddNamespace("s", "http://www.sitemaps.org/schemas/sitemap/0.9");
        names.AddNamespace("x", "http://www.w3.org/1999/xhtml");
        names.AddNamespace("o", "http://a9.com/-/spec/opensearch/1.1/");
        names.AddNamespace("dc", "http://purl.org/dc/elements/1.1/");
        return document.SelectSingleNode(path, names)?.InnerText;
    }
}

/// <summary>Keeps what is written, asynchronously only.</summary>
sealed class AsynchronousStream : Stream
{
    public MemoryStream Bytes { get; } = new();

    public int Largest { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Bytes.Write(buffer.Span);
        Largest = Math.Max(Largest, buffer.Length);
        return default;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
