using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace OutreachPortal.Exchange;

/// <summary>How JSON is written: letters of every script as they are; null and empty left out.</summary>
internal static class JsonOut
{
    static readonly JsonWriterOptions File = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly JsonWriterOptions Page = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>JSON for a file of its own media type, where no markup is looked for.</summary>
    public static Utf8JsonWriter Open(Stream stream) => new(stream, File);

    /// <summary>JSON that may stand in HTML: <c>&lt; &gt; &amp; ' +</c> and U+2028/9 are escaped too.</summary>
    public static Utf8JsonWriter OpenForPage(Stream stream) => new(stream, Page);

    /// <summary>A property with text; none where the text is null or empty.</summary>
    public static void Text(this Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text)) json.WriteString(name, text);
    }

    /// <summary>A property with a list of texts, each once; none where the list is empty.</summary>
    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        var all = texts.Where(t => t.Length > 0).Distinct().ToList();
        if (all.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var text in all) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>A property with a list of objects; none where the list is empty.</summary>
    public static void List<T>(
        this Utf8JsonWriter json, string name, IReadOnlyCollection<T> values, Action<Utf8JsonWriter, T> write)
    {
        if (values.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            write(json, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A property with an object; none where the value is null.</summary>
    public static void Object<T>(
        this Utf8JsonWriter json, string name, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is null) return;
        json.WriteStartObject(name);
        write(json, value);
        json.WriteEndObject();
    }
}
