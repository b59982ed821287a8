using System.Text.Json;

namespace OutreachPortal.Search;

/// <summary>Reads the outermost object: the query, the window, the order.</summary>
sealed class DslRequestReader(IndexSchema schema, DslIssues issues)
{
    const int DefaultSize = 10;

    public SearchRequest Read(JsonElement json)
    {
        var request = new SearchRequest { Size = DefaultSize };
        if (json.ValueKind != JsonValueKind.Object)
        {
            issues.Refuse("", "A query is an object.");
            return request;
        }

        foreach (var property in json.EnumerateObject())
        {
            request = property.Name switch
            {
                "query" => request with { Query = new DslReader(schema, issues)
                    .Read(property.Value, "query", 0) ?? new MatchNone() },
                "from" => request with { Offset = Count(property) },
                "size" => request with { Size = Count(property) },
                "sort" => request with { Sort = Sort(property.Value, "sort") },
                _ => Unknown(request, property.Name),
            };
        }

        if ((long)request.Offset + request.Size > QueryDsl.MaxWindow)
        {
            issues.Refuse("from", $"From and size together are at most {QueryDsl.MaxWindow}.");
        }

        return request;
    }

    SearchRequest Unknown(SearchRequest request, string name)
    {
        issues.Refuse(name, $"\"{name}\" is not known here; known are query, from, size, sort.");
        return request;
    }

    int Count(JsonProperty property)
    {
        var read = property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt32(out var number)
            ? number : -1;
        if (read < 0)
        {
            issues.Refuse(property.Name, "This is a whole number, at least 0.");
        }

        return Math.Max(0, read);
    }

    // "year" · { "year": "desc" } · { "year": { "order": "desc" } } · an array of one of these
    SearchSort Sort(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.String => By(json.GetString()!, descending: null, path),
        JsonValueKind.Array when json.GetArrayLength() == 1 => Sort(json[0], path + "[0]"),
        JsonValueKind.Array => Refused(path, "One field orders the hits; equal hits are ordered by id."),
        JsonValueKind.Object when json.EnumerateObject().Count() == 1 => Ordered(json.EnumerateObject().First(), path),
        _ => Refused(path, "A sort is the name of a field, or an object with one field."),
    };

    SearchSort Ordered(JsonProperty property, string path)
    {
        var inside = $"{path}.{property.Name}";
        var order = property.Value;
        if (order.ValueKind == JsonValueKind.Object)
        {
            if (order.EnumerateObject().Any(option => option.Name is not ("order" or "type")))
            {
                return Refused(inside, "Known here are order and type.");
            }

            order = order.TryGetProperty("order", out var named) ? named : default;
        }

        return order.ValueKind switch
        {
            JsonValueKind.Undefined => By(property.Name, descending: null, inside),
            JsonValueKind.String when order.GetString() is "asc" or "desc" =>
                By(property.Name, order.GetString() == "desc", inside),
            _ => Refused(inside, "An order is \"asc\" or \"desc\"."),
        };
    }

    SearchSort By(string name, bool? descending, string path) => name switch
    {
        "_score" when descending != false => new ByRelevance(),
        "_score" => Refused(path, "The least relevant first is not offered."),
        _ when schema.Find(name)?.Kind == FieldKind.Number => new ByNumber(name, descending ?? false),
        _ when schema.Find(name)?.Kind == FieldKind.Facet => new ByCode(name, descending ?? false),
        _ => Refused(path, $"\"{name}\" is no number or facet field; hits are ordered by those or by _score."),
    };

    ByRelevance Refused(string path, string sentence)
    {
        issues.Refuse(path, sentence);
        return new ByRelevance();
    }
}
