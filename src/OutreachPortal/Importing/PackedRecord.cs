using System.IO.Compression;
using System.Text.Json;

namespace OutreachPortal.Importing;

/// <summary>
/// A record's JSON, compressed with Brotli: what is kept where later records of the same id are merged with it.
/// </summary>
internal static class PackedRecord
{
    public static byte[] Pack(JsonElement json)
    {
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
