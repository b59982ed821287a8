using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>
/// JSON written one way: names in ordinal order, no white space, the last of equal names, numbers as they stand.
/// </summary>
public static class CanonicalJson
{
    /// <summary>
    /// SHA-256 of the canonical form, in lower-case hexadecimal: equal for the same content, however it was indented,
    /// ordered or escaped. <c>1</c> and <c>1.0</c> differ.
    /// </summary>
    public static string Hash(JsonElement value)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>(1 << 12);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        Write(writer, value, () => Drain(hash, buffer, writer, 1 << 16));
        Drain(hash, buffer, writer, 0);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static void Write(Utf8JsonWriter writer, JsonElement value, Action drain)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var (name, inner) in LastOfEach(value))
                {
                    writer.WritePropertyName(name);
                    Write(writer, inner, drain);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var inner in value.EnumerateArray()) Write(writer, inner, drain);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Undefined:
                break;
            default:
                value.WriteTo(writer);
                break;
        }

        drain();
    }

    static SortedDictionary<string, JsonElement> LastOfEach(JsonElement value)
    {
        var properties = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject()) properties[property.Name] = property.Value;
        return properties;
    }

    static void Drain(IncrementalHash hash, ArrayBufferWriter<byte> buffer, Utf8JsonWriter writer, int unless)
    {
        if (writer.BytesPending + buffer.WrittenCount < unless) return;
        writer.Flush();
        hash.AppendData(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }
}
