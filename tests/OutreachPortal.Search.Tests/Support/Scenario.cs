using System.Text.Json;

namespace OutreachPortal.Search.Tests;

/// <summary>Reads a document of the shelf from JSON.</summary>
static class Scenario
{
    public static IndexDocument Document(JsonElement json)
    {
        var document = new IndexDocument(json.GetProperty("id").GetString()!);
        var language = json.TryGetProperty("language", out var tag) ? tag.GetString()! : "en";
        foreach (var property in json.EnumerateObject())
        {
            _ = property.Name switch
            {
                "title" or "summary" => document.Text(property.Name, language, property.Value.GetString()!),
                "year" => document.Number("year", property.Value.GetInt64()),
                "topic" or "land" => Each(property.Value, value => document.Facet(property.Name, value)),
                "mark" => Each(property.Value, value => document.Keyword(property.Name, value)),
                _ => document,
            };
        }

        return document;
    }

    // One value or a list of them.
    static IndexDocument Each(JsonElement values, Func<string, IndexDocument> add) =>
        values.ValueKind == JsonValueKind.Array
            ? values.EnumerateArray().Aggregate((IndexDocument?)null, (_, value) => add(value.GetString()!))!
            : add(values.GetString()!);
}
