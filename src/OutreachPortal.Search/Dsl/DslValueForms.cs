using System.Globalization;
using System.Text.Json;

namespace OutreachPortal.Search;

/// <summary>The forms about values: equal to, one of, between, there at all.</summary>
sealed class DslValueForms(IndexSchema schema, DslIssues issues)
{
    public Query? Term(JsonElement json, string path)
    {
        var read = DslBody.OfField(json, path, schema, issues, "value", "boost");
        return read is not var (field, body) || body.Text("value") is not { } text
            || Exactly(field, [text], body) is not { } query
            ? null : body.Boosted(query);
    }

    // { field: [values], boost }
    public Query? Terms(JsonElement json, string path)
    {
        var name = json.ValueKind == JsonValueKind.Object
            ? json.EnumerateObject().Select(property => property.Name)
                .FirstOrDefault(property => property != "boost") : null;
        if (name is null || schema.Find(name) is not { Kind: not FieldKind.Stored } field)
        {
            return issues.Refuse(path, "This is an object with one field of the index.");
        }

        if (DslBody.Of(json, path, issues, name, "boost") is not { } body)
        {
            return null;
        }

        var list = body[name]!.Value;
        var values = list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(DslBody.Scalar).ToList()
            : [null];
        if (values.Contains(null) || values.Count > QueryDsl.MaxValues)
        {
            return body.Refuse($"This is a list of at most {QueryDsl.MaxValues} values.");
        }

        return Exactly(field, values!, body) is { } query ? body.Boosted(query) : null;
    }

    public Query? Exists(JsonElement json, string path) =>
        DslBody.Of(json, path, issues, "field") is not { } body || body.Text("field") is not { } name ? null
        : schema.Find(name) is null ? body.Refuse($"There is no field \"{name}\".") : new Has(name);

    public Query? Range(JsonElement json, string path)
    {
        var read = DslBody.OfField(json, path, schema, issues, "", "gt", "gte", "lt", "lte", "boost");
        if (read is not var (field, body))
        {
            return null;
        }

        if (body["gt"] is not null && body["gte"] is not null || (body["lt"] is not null && body["lte"] is not null))
        {
            return body.Refuse("One lower and one upper end is enough.");
        }

        var query = field.Kind == FieldKind.Number ? Numbers(field, body) : Words(field, body);
        return query is null ? null : body.Boosted(query);
    }

    /// <summary>
    /// The query for values as they stand in the index; null, and an issue, where one cannot stand there.
    /// </summary>
    public static Query? Exactly(SchemaField field, IReadOnlyList<string> values, DslBody body)
    {
        if (field.Kind != FieldKind.Number)
        {
            return field.Kind == FieldKind.Text
                ? new TextQuery(new ParsedText(new ExactText(field.Name, values), []))
                : new AnyOf(field.Name, values);
        }

        var spans = values.Select(DslNumber.Read).ToList();
        return spans.Contains(null) ? body.Refuse(DslNumber.Sentence)
            : new Either([.. spans.Select(span => new Between(field.Name, span!.Value.From, span.Value.Until))]);
    }

    Query? Numbers(SchemaField field, DslBody body)
    {
        DslSpan? End(string name) => body[name] is { } value && value.ValueKind != JsonValueKind.Null
            ? DslNumber.Read(DslBody.Scalar(value) ?? "") ?? Wrong(body, name) : null;
        var (above, from) = (End("gt"), End("gte"));
        var (below, until) = (End("lt"), End("lte"));
        if (issues.Refused)
        {
            return null;
        }

        // No number is above the greatest one.
        return above is { Until: null } ? new MatchNone()
            : new Between(field.Name, above?.Until ?? from?.From, below is null ? until?.Until : below.Value.From);
    }

    static DslSpan? Wrong(DslBody body, string name)
    {
        body.Refuse($"{name}: {DslNumber.Sentence}");
        return null;
    }

    static TextQuery? Words(SchemaField field, DslBody body)
    {
        string? End(string name) => body[name] is { } value ? DslBody.Scalar(value) : null;
        var range = new RangeText(
            field.Name, End("gt") ?? End("gte"), End("lt") ?? End("lte"), body["gt"] is null, body["lt"] is null);
        return new TextQuery(new ParsedText(range, []));
    }
}

/// <summary>
/// The numbers that a value means: itself, or every moment of a day; no end after the greatest number.
/// </summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
readonly record struct DslSpan(long From, long? Until);

/// <summary>
/// Numbers and dates of a number field. A date is an instant in microseconds since 1970, UTC; a date without a time is
/// its whole day: from its first moment, up to the first of the next.
/// </summary>
static class DslNumber
{
    public const string Sentence = "This is a whole number or a date such as 2026-11-22 or 2026-11-22T10:00:00Z.";

    const long MicrosecondsPerDay = 86_400_000_000;

    public static DslSpan? Read(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return new DslSpan(number, number == long.MaxValue ? null : number + 1);
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            var start = (day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * MicrosecondsPerDay;
            return new DslSpan(start, start + MicrosecondsPerDay);
        }

        const DateTimeStyles Universal = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var isInstant = text.Contains('T', StringComparison.Ordinal)
            & DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Universal, out var instant);
        var microseconds = (instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return isInstant ? new DslSpan(microseconds, microseconds + 1) : null;
    }
}
