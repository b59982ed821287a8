using System.Globalization;
using System.Text.Json;

namespace OutreachPortal.Search;

/// <summary>The options of one form, each known by name.</summary>
sealed class DslBody
{
    readonly DslIssues _issues;
    readonly Dictionary<string, JsonElement> _options;

    DslBody(string path, DslIssues issues, Dictionary<string, JsonElement> options) =>
        (Path, _issues, _options) = (path, issues, options);

    public string Path { get; }

    public JsonElement? this[string name] => _options.TryGetValue(name, out var value) ? value : null;

    /// <summary>Reads an object that may hold these options and no others.</summary>
    public static DslBody? Of(JsonElement json, string path, DslIssues issues, params string[] known)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            issues.Refuse(path, "This is an object.");
            return null;
        }

        var options = new Dictionary<string, JsonElement>();
        foreach (var property in json.EnumerateObject())
        {
            options[property.Name] = property.Value;
        }

        if (options.Keys.FirstOrDefault(name => !known.Contains(name)) is not { } unknown)
        {
            return new DslBody(path, issues, options);
        }

        issues.Refuse($"{path}.{unknown}", $"\"{unknown}\" is not known here; known are {string.Join(", ", known)}.");
        return null;
    }

    /// <summary>Reads <c>{ field: value }</c> or <c>{ field: { main: value, option: … } }</c>.</summary>
    public static (SchemaField Field, DslBody Body)? OfField(
        JsonElement json, string path, IndexSchema schema, DslIssues issues, string main, params string[] options)
    {
        if (json.ValueKind != JsonValueKind.Object || json.EnumerateObject().Count() != 1)
        {
            issues.Refuse(path, "This is an object with one field.");
            return null;
        }

        var property = json.EnumerateObject().First();
        var inside = $"{path}.{property.Name}";
        if (schema.Find(property.Name) is not { Kind: not FieldKind.Stored } field)
        {
            issues.Refuse(inside, $"There is no field \"{property.Name}\" to search in.");
            return null;
        }

        var value = property.Value;
        var body = value.ValueKind == JsonValueKind.Object
            ? Of(value, inside, issues, [main, .. options])
            : new DslBody(inside, issues, new Dictionary<string, JsonElement> { [main] = value });
        return body is null ? null : (field, body);
    }

    public Query? Refuse(string sentence) => _issues.Refuse(Path, sentence);

    /// <summary>A text, number or truth value as text; null, and an issue, for anything else.</summary>
    public string? Text(string name)
    {
        var text = this[name] is { } value ? Scalar(value) : null;
        if (text is null)
        {
            _issues.Refuse($"{Path}.{name}", "A text is missing here.");
        }

        return text;
    }

    public static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>A whole number in a range, or what stands for none.</summary>
    public int Whole(string name, int absent, int most)
    {
        if (this[name] is not { } value)
        {
            return absent;
        }

        if (int.TryParse(Scalar(value), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= most)
        {
            return number;
        }

        _issues.Refuse($"{Path}.{name}", $"This is a whole number from 0 to {most}.");
        return absent;
    }

    /// <summary>Whether all words are needed: <c>and</c>; the other is <c>or</c>.</summary>
    public bool NeedsAll(string name)
    {
        var text = this[name] is { } value ? Scalar(value) : "or";
        var needs = "and".Equals(text, StringComparison.OrdinalIgnoreCase);
        if (!needs && !"or".Equals(text, StringComparison.OrdinalIgnoreCase))
        {
            _issues.Refuse($"{Path}.{name}", "An operator is \"and\" or \"or\".");
        }

        return needs;
    }

    /// <summary>The query with the boost that the body has.</summary>
    public Query? Boosted(Query query)
    {
        if (this["boost"] is not { } value)
        {
            return query;
        }

        var read = float.TryParse(Scalar(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var factor);
        return read && factor is >= 0 and <= 1000 ? new Boosted(query, factor)
            : _issues.Refuse($"{Path}.boost", "A boost is a number from 0 to 1000.");
    }
}
