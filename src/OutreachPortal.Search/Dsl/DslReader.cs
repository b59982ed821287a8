using System.Text.Json;

namespace OutreachPortal.Search;

/// <summary>Reads one query object, which names its form: <c>{ "match": { … } }</c>.</summary>
sealed class DslReader(IndexSchema schema, DslIssues issues)
{
    int _count;

    public Query? Read(JsonElement json, string path, int depth)
    {
        if (json.ValueKind != JsonValueKind.Object || json.EnumerateObject().Count() != 1)
        {
            return issues.Refuse(path, "A query is an object with one form, such as { \"match_all\": {} }.");
        }

        if (depth >= QueryDsl.MaxDepth || ++_count > QueryDsl.MaxClauses)
        {
            var limits = $"{QueryDsl.MaxClauses} queries, {QueryDsl.MaxDepth} inside each other";
            return issues.Refuse(path, $"This is more than {limits}.");
        }

        var form = json.EnumerateObject().First();
        var inside = $"{path}.{form.Name}";
        return form.Name == "bool" ? Bool(form.Value, inside, depth) : Leaf(form, inside);
    }

    Query? Leaf(JsonProperty form, string path) => form.Name switch
    {
        "match_all" => All(form.Value, path),
        "match_none" => new MatchNone(),
        "match" => new DslTextForms(schema, issues).Match(form.Value, path),
        "match_phrase" => new DslTextForms(schema, issues).Phrase(form.Value, path),
        "prefix" => new DslTextForms(schema, issues).Prefix(form.Value, path),
        "wildcard" => new DslTextForms(schema, issues).Wildcard(form.Value, path),
        "fuzzy" => new DslTextForms(schema, issues).Fuzzy(form.Value, path),
        "regexp" => new DslTextForms(schema, issues).Regexp(form.Value, path),
        "term" => new DslValueForms(schema, issues).Term(form.Value, path),
        "terms" => new DslValueForms(schema, issues).Terms(form.Value, path),
        "range" => new DslValueForms(schema, issues).Range(form.Value, path),
        "exists" => new DslValueForms(schema, issues).Exists(form.Value, path),
        "query_string" => new DslStringForms(schema, issues).Classic(form.Value, path),
        "simple_query_string" => new DslStringForms(schema, issues).Simple(form.Value, path),
        "geo_distance" or "geo_bounding_box" or "geo_polygon" =>
            issues.Refuse(path, "No field of this index holds places on a map, so nothing can be near or within."),
        _ => issues.Refuse(path, $"\"{form.Name}\" is no form of query that is known."),
    };

    Query? All(JsonElement json, string path)
    {
        var body = DslBody.Of(json, path, issues, "boost");
        return body is null ? null : body.Boosted(new MatchAll());
    }

    Query? Bool(JsonElement json, string path, int depth)
    {
        string[] known = ["must", "should", "must_not", "filter", "minimum_should_match", "boost"];
        if (DslBody.Of(json, path, issues, known) is not { } body)
        {
            return null;
        }

        var parts = known[..4].ToDictionary(name => name, name => Clauses(body[name], $"{path}.{name}", depth));
        var should = parts["should"];
        var needed = parts["must"].Count + parts["filter"].Count > 0 ? 0 : Math.Min(1, should.Count);
        var least = body["minimum_should_match"] is { } minimum ? Least(minimum, should.Count, path) : needed;
        return least is not { } count ? null
            : body.Boosted(new Clauses(parts["must"], should, parts["must_not"], parts["filter"], count));
    }

    List<Query> Clauses(JsonElement? json, string path, int depth) => json switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } many =>
            [.. many.EnumerateArray().Select((one, i) => Read(one, $"{path}[{i}]", depth + 1)).OfType<Query>()],
        { } one => [.. new[] { Read(one, path, depth + 1) }.OfType<Query>()],
    };

    // 2 · -1 (all but one) · "75%" · "-25%"
    int? Least(JsonElement json, int count, string path)
    {
        var text = json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
        var share = text.EndsWith('%');
        if (!int.TryParse(share ? text[..^1] : text, System.Globalization.CultureInfo.InvariantCulture, out var number)
            || Math.Abs((long)number) > 10_000)
        {
            issues.Refuse($"{path}.minimum_should_match", "This is a whole number or a percentage.");
            return null;
        }

        var asked = share ? number * count / 100 : number;
        return Math.Max(0, asked < 0 || (share && number < 0) ? count + asked : asked);
    }
}
