using System.Runtime.InteropServices;
using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>The bytes of a recipe, and where in it something stands.</summary>
internal sealed class RecipeText
{
    static readonly JsonReaderOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = JsonRecords.MaxDepth,
    };

    public RecipeText(byte[] bytes)
    {
        Bytes = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsMemory(3) : bytes;
        Surrogates.Mend(bytes);
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    public static Utf8JsonReader Reader(ReadOnlySpan<byte> json) => new(json, Options);

    public static JsonDocumentOptions Lenient => new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = JsonRecords.MaxDepth,
    };

    /// <summary>The problem at a byte of a slice of this text.</summary>
    public RecipeProblem Problem(ReadOnlyMemory<byte> slice, long at, string sentence)
    {
        var (line, column) = Place(slice, at);
        return new(line, column, sentence);
    }

    public (int Line, int Column) Place(ReadOnlyMemory<byte> slice, long at)
    {
        MemoryMarshal.TryGetArray(slice, out var inner);
        MemoryMarshal.TryGetArray(Bytes, out var outer);
        var before = Bytes.Span[..(inner.Offset - outer.Offset + (int)at)];
        return (before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
    }
}
