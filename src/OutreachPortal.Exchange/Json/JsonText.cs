using System.Globalization;
using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>
/// Lenient looks into JSON: what is missing, null or of another shape is null or empty, never an error.
/// </summary>
internal static class JsonText
{
    /// <summary>The text of a property: trimmed, not empty; numbers and truth values as they are written.</summary>
    public static string? Text(this JsonElement element, string name) => element.At(name).AsText();

    /// <summary>A property, or an undefined element.</summary>
    public static JsonElement At(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The elements of a property that is a list; a single object stands for a list of one.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement element, string name) => element.At(name) switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        { ValueKind: JsonValueKind.Object or JsonValueKind.String } one => [one],
        _ => [],
    };

    /// <summary>A number, also one written as a string; null when it is none or larger than a decimal.</summary>
    public static decimal? Number(this JsonElement element, string name) =>
        decimal.TryParse(element.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    public static string? AsText(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Trim() is { Length: > 0 } text ? text : null,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        [.. element.List(name).Select(AsText).OfType<string>()];
}
