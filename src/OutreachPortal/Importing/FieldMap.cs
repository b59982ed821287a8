using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using OutreachPortal.Data;
using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>Which column of a table means what: <c>recipes/maps/*.json</c> or a file of the caller's.</summary>
internal sealed class FieldMap
{
    static readonly string Shelf = Path.Combine(AppContext.BaseDirectory, "recipes", "maps");

    static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal, "id", "kind", "type", "title", "summary", "body", "reference", "organisation",
        "country", "language", "category", "published", "deadline", "url");

    readonly Dictionary<string, MapField> _fields;

    FieldMap(string? source, char? delimiter, Dictionary<string, MapField> fields, string digest) =>
        (Source, Delimiter, _fields, Digest) = (source, delimiter, fields, digest);

    /// <summary>The source's key, where the caller names none.</summary>
    public string? Source { get; }

    public char? Delimiter { get; }

    /// <summary>Part of a row's hash: a mended map reads the same rows anew.</summary>
    public string Digest { get; }

    public MapField? this[string field] => _fields.GetValueOrDefault(field);

    /// <summary>The map of a registered source, by its name.</summary>
    public static FieldMap? OfName(string name, out string? failure) =>
        Read(Path.Combine(Shelf, $"{Path.GetFileName(name)}.json"), out failure);

    /// <summary>Null, and one sentence, where the file is no map.</summary>
    public static FieldMap? Read(string file, out string? failure)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            var written = JsonSerializer.Deserialize<WrittenMap>(bytes, Columns.Json);
            failure = written is null ? "it is empty." : ProblemOf(written);
            if (failure is null) return Of(written!, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException)
        {
            failure = wrong.Message.Split(" Path:")[0];
        }
        failure = $"The map \"{file}\" cannot be used: {failure}";
        return null;
    }

    /// <summary>Columns that the map names and a header lacks.</summary>
    public IReadOnlyList<string> MissingFrom(IReadOnlyCollection<string> header) =>
        [.. _fields.Values.Select(field => field.Column).OfType<string>().Distinct()
            .Where(column => !header.Contains(column))];

    static FieldMap Of(WrittenMap map, string digest) =>
        new(map.Source, map.Delimiter is { Length: > 0 } sign ? sign[0] : null,
            map.Fields!.ToDictionary(field => field.Key, field => MapField.Of(field.Value)), digest);

    static string? ProblemOf(WrittenMap map)
    {
        if (map.Fields is not { Count: > 0 } fields) return "it has no \"fields\".";
        if (map.Delimiter is { Length: not 1 }) return "its \"delimiter\" is not one sign.";
        if (!fields.ContainsKey("id")) return "it has no field \"id\", so nothing would tell a row from another.";
        if (!fields.ContainsKey("title")) return "it has no field \"title\".";
        return fields.Select(field => ProblemOf(field.Key, field.Value)).FirstOrDefault(problem => problem is not null);
    }

    static string? ProblemOf(string name, JsonElement written)
    {
        if (!Known.Contains(name))
            return $"\"{name}\" is no field; the fields are {string.Join(' ', Known.Order(StringComparer.Ordinal))}.";
        if (written.ValueKind is not (JsonValueKind.String or JsonValueKind.Object))
            return $"the field \"{name}\" is neither a column's name nor an object.";
        return MapField.ProblemOf(written) is { } problem ? $"the field \"{name}\" {problem}" : null;
    }

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    sealed record WrittenMap(string? Source, string? Delimiter, Dictionary<string, JsonElement>? Fields);
}

/// <summary>
/// How one field is found in a row: a column, or a part of it cut out by a pattern, or the same value for all.
/// </summary>
internal sealed record MapField
{
    public string? Column { get; init; }

    public string? Value { get; init; }

    /// <summary>Of NodaTime, for dates.</summary>
    public string? Format { get; init; }

    public string? Zone { get; init; }

    Regex? Cut { get; init; }

    public static MapField Of(JsonElement written)
    {
        if (written.ValueKind is JsonValueKind.String) return new MapField { Column = written.GetString()!.Trim() };
        var field = written.Deserialize<WrittenField>(Columns.Json)!;
        return new MapField
        {
            Column = field.Column?.Trim(), Value = field.Value, Format = field.Format, Zone = field.Zone,
            Cut = field.Pattern is { } pattern ? Regex(pattern) : null,
        };
    }

    public static string? ProblemOf(JsonElement written)
    {
        if (written.ValueKind is JsonValueKind.String)
            return written.GetString()!.Trim().Length > 0 ? null : "names no column.";
        try
        {
            var field = written.Deserialize<WrittenField>(Columns.Json);
            if (field is null or { Column: null, Value: null }) return "has neither \"column\" nor \"value\".";
            if (field.Zone is { } zone && !Deadline.IsZone(zone))
                return $"has the zone \"{zone}\", which is no IANA zone.";
            if (field.Format is { } format
                && DeadlineText.Read("1", format) is DeadlineText.Unreadable { Sentence: var why }
                && why.Contains("no date pattern", StringComparison.Ordinal)) return $"cannot be read: {why}";
            if (field.Pattern is { } pattern) _ = Regex(pattern);
            return null;
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException or NotSupportedException)
        {
            return $"cannot be read: {wrong.Message}";
        }
    }

    /// <summary>The value in a row; what a pattern cut out of an address is percent-decoded.</summary>
    public string? Of(CsvRow row)
    {
        var text = Column is null ? Value : row.Cells.GetValueOrDefault(Column);
        if (string.IsNullOrWhiteSpace(text)) text = Value;
        if (text is null || Cut is null) return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        if (Cut.Match(text) is not { Success: true } match) return null;
        var part = match.Groups.Count > 1 ? match.Groups[1].Value : match.Value;
        return part.Length == 0 ? null : Uri.UnescapeDataString(part).Trim();
    }

    /// <summary>A map is the operator's, a row is anybody's: no pattern may take longer than its text.</summary>
    static Regex Regex(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    sealed record WrittenField(string? Column, string? Value, string? Format, string? Zone, string? Pattern);
}
