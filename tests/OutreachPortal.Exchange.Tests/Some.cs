using System.IO.Compression;
using System.Text;

namespace OutreachPortal.Exchange.Tests;

/// <summary>Small inputs with human values.</summary>
static class Some
{
    public static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    public static byte[] Gzip(params byte[][] members)
    {
        var packed = new MemoryStream();
        foreach (var member in members)
            using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(member);
        return packed.ToArray();
    }

    public static string Release(int n, string more = "") =>
        $$$"""{"ocid":"ocds-x-{{{n}}}","id":"{{{n}}}-1","date":"2026-03-0{{{(n % 9) + 1}}}T10:00:00Z","tag":["tender"],"tender":{"id":"t{{{n}}}","title":"Router {{{n}}}"{{{more}}}}}""";

    public static List<ImportRecord<OcdsRelease>> Read(string json, bool lines = false) =>
        [.. OcdsReader.Read(Stream(json), lines)];
}

/// <summary>A folder of its own that goes away.</summary>
sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("exchange-tests-").FullName;

    public ImportFile Write(string name, byte[] bytes)
    {
        var full = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
        return new(full, name, ImportFile.FormatOf(name) ?? ImportFormat.Json);
    }

    public ImportFile Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Bytes made while they are read, for files too large to keep.</summary>
sealed class GeneratedStream(IEnumerable<byte[]> parts) : Stream
{
    readonly IEnumerator<byte[]> _parts = parts.GetEnumerator();
    ReadOnlyMemory<byte> _now;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_now.IsEmpty)
        {
            if (!_parts.MoveNext()) return 0;
            _now = _parts.Current;
        }

        var read = Math.Min(count, _now.Length);
        _now.Span[..read].CopyTo(buffer.AsSpan(offset));
        _now = _now[read..];
        Position += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
