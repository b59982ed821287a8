using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using NodaTime;
using OutreachPortal.Exchange;

namespace OutreachPortal.Importing;

/// <summary>One record as a format reads it: which source and id it is of, what its content hashes to, and its notice.</summary>
internal sealed record SourceRecord
{
    public required SourceHint Source { get; init; }

    public required string SourceId { get; init; }

    /// <summary>Tells records of one source id apart within a file: the release id; null where there can be only one.</summary>
    public string? RecordId { get; init; }

    public required string Hash { get; init; }

    public Instant? SaidAt { get; init; }

    /// <summary>Made only when the record is new: most records of a second run are not.</summary>
    public required Func<Opportunities.Source, Notice> ToNotice { get; init; }

    /// <summary>Set where records of one id are merged; null where the last one replaces the others.</summary>
    public JsonElement? Mergeable { get; init; }

    /// <summary>Bytes it weighs in a batch.</summary>
    public int Weight => Mergeable is { } json ? JsonMarshal.GetRawUtf8Value(json).Length : 1_000;

    public byte[]? Pack()
    {
        if (Mergeable is not { } json) return null;
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
        using (var writer = new Utf8JsonWriter(brotli))
        {
            json.WriteTo(writer);
        }
        return packed.ToArray();
    }

    public static JsonElement Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(brotli);
        return document.RootElement.Clone();
    }
}

/// <summary>What a record tells about its source, for the register to find it.</summary>
internal sealed record SourceHint(string? Key, string? Ocid = null, string? Publisher = null);

/// <summary>One way in which files hold notices.</summary>
internal interface INoticeFormat
{
    /// <summary>The word on the command line.</summary>
    string Name { get; }

    /// <summary>Kinds of files it reads.</summary>
    IReadOnlyCollection<ImportFormat> Files { get; }

    IEnumerable<ImportRecord<SourceRecord>> Read(ImportFile file, ImportOrder order);

    /// <summary>What several records of one source id say together; only for formats whose records are mergeable.</summary>
    Notice Merge(IReadOnlyList<JsonElement> records, string sourceId, Opportunities.Source source) =>
        throw new NotSupportedException($"Records of {Name} replace each other.");
}

/// <summary>What the caller asked for.</summary>
internal sealed record ImportOrder(string Format, string Path)
{
    public string? SourceKey { get; init; }

    public string? MapFile { get; init; }

    public bool Publish { get; init; }

    public bool OnlyIct { get; init; }

    public bool DryRun { get; init; }
}
