using System.Buffers;
using System.Text.Json;
using NodaTime;

namespace OutreachPortal.Exchange;

/// <summary>
/// Merges the releases of one process into what they say together (OCDS 1.1 "Merging"): by date, later wins, null
/// removes, objects merge, lists of objects with ids merge by id, other lists are replaced.
/// </summary>
/// <remarks>
/// Written straight from the releases' elements, without a tree in between, so that a release of 100,000 items costs
/// its own size. Two departures from the standard's compiled release: <c>tag</c> becomes every tag ever given, so that
/// an award stays known, and <c>id</c> and <c>date</c> are the latest release's.
/// </remarks>
public static class ReleaseMerge
{
    // wholeListMerge of the release schema: lists whose objects have ids and which are replaced all the same.
    static readonly HashSet<string> Whole = ["additionalIdentifiers", "additionalClassifications"];

    /// <summary>
    /// Merges releases of one ocid, in any order; equal dates keep the given order. None gives an empty object.
    /// </summary>
    public static JsonElement Merge(IEnumerable<JsonElement> releases)
    {
        var ordered = releases.OrderBy(DateOf).ToList();
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            WriteObject(writer, ordered, ordered);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>When a release was made; one without a readable date comes before all others.</summary>
    static Instant DateOf(JsonElement release) => DeadlineText.Read(release.Text("date")).AsUtc() ?? Instant.MinValue;

    // At the root, tags of all releases are gathered.
    static void WriteObject(Utf8JsonWriter writer, List<JsonElement> versions, List<JsonElement>? roots = null)
    {
        writer.WriteStartObject();
        foreach (var (name, values) in ByName(versions))
        {
            if (values[^1].ValueKind is JsonValueKind.Null) continue;
            writer.WritePropertyName(name);
            if (roots is not null && name is "tag") WriteTags(writer, roots);
            else WriteValue(writer, name, values);
        }

        writer.WriteEndObject();
    }

    static void WriteTags(Utf8JsonWriter writer, List<JsonElement> releases)
    {
        writer.WriteStartArray();
        foreach (var tag in releases.SelectMany(r => r.Texts("tag")).Distinct()) writer.WriteStringValue(tag);
        writer.WriteEndArray();
    }

    // Only the last versions of one shape merge: what stood before a null or another shape is forgotten.
    static void WriteValue(Utf8JsonWriter writer, string name, List<JsonElement> values)
    {
        if (values[^1].ValueKind is JsonValueKind.Object)
            WriteObject(writer, Last(values, v => v.ValueKind is JsonValueKind.Object));
        else if (values[^1].ValueKind is JsonValueKind.Array)
            WriteList(writer, Whole.Contains(name) ? [] : Last(values, HasIds), values[^1]);
        else
            values[^1].WriteTo(writer);
    }

    static List<JsonElement> Last(List<JsonElement> values, Predicate<JsonElement> shape) =>
        values[(values.FindLastIndex(v => !shape(v)) + 1)..];

    static bool HasIds(JsonElement value) => value.ValueKind is JsonValueKind.Array
        && value.EnumerateArray().All(e => e.At("id") is { ValueKind: JsonValueKind.String or JsonValueKind.Number });

    static void WriteList(Utf8JsonWriter writer, List<JsonElement> lists, JsonElement last)
    {
        writer.WriteStartArray();
        foreach (var versions in lists.Count == 0 ? Each(last) : ById(lists))
        {
            if (versions[^1].ValueKind is JsonValueKind.Object) WriteObject(writer, versions);
            else versions[^1].WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    static IEnumerable<List<JsonElement>> Each(JsonElement list) =>
        list.EnumerateArray().Select(e => new List<JsonElement> { e });

    // The second element with one id in one list is a thing of its own (publishers do that): nothing is lost.
    static List<List<JsonElement>> ById(List<JsonElement> lists)
    {
        var elements = new List<List<JsonElement>>();
        var known = new Dictionary<(string Id, int Nth), List<JsonElement>>();
        foreach (var list in lists)
        {
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var element in list.EnumerateArray())
            {
                var id = element.Text("id") ?? "";
                var key = (id, seen[id] = seen.GetValueOrDefault(id) + 1);
                if (known.TryGetValue(key, out var versions)) versions.Add(element);
                else elements.Add(known[key] = [element]);
            }
        }

        return elements;
    }

    static List<(string Name, List<JsonElement> Values)> ByName(List<JsonElement> versions)
    {
        var names = new List<(string Name, List<JsonElement> Values)>();
        var known = new Dictionary<string, List<JsonElement>>(StringComparer.Ordinal);
        foreach (var version in versions)
        {
            foreach (var property in version.EnumerateObject())
            {
                if (!known.TryGetValue(property.Name, out var values))
                    names.Add((property.Name, known[property.Name] = values = []));
                values.Add(property.Value);
            }
        }

        return names;
    }
}
