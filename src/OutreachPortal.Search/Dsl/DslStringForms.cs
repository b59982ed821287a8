using System.Text;
using System.Text.Json;

namespace OutreachPortal.Search;

/// <summary>
/// The forms that hold a query text: read by <see cref="QueryText"/>, then given the operator that was asked for.
/// </summary>
sealed class DslStringForms(IndexSchema schema, DslIssues issues)
{
    readonly QueryTextOptions _options = new()
    {
        Fields = schema.Fields.Where(field => field.Kind != FieldKind.Stored)
            .ToDictionary(field => field.Name, field => field.Name),
    };

    public Query? Classic(JsonElement json, string path)
    {
        var body = DslBody.Of(json, path, issues, "query", "default_field", "default_operator", "boost");
        if (body?.Text("query") is not { } text)
        {
            return null;
        }

        var field = body["default_field"] is { } value ? DslBody.Scalar(value) ?? "" : null;
        return Text(body, text, field is null or "*" ? null : [field]);
    }

    public Query? Simple(JsonElement json, string path)
    {
        var body = DslBody.Of(json, path, issues, "query", "fields", "default_operator", "boost");
        if (body?.Text("query") is not { } text)
        {
            return null;
        }

        var fields = body["fields"] is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(field => DslBody.Scalar(field) ?? "").ToList() : null;
        return body["fields"] is not null && fields is null ? body.Refuse("Fields are a list of names.")
            : Text(body, InClassicSyntax(text), fields);
    }

    Query? Text(DslBody body, string text, IReadOnlyList<string>? fields)
    {
        if (fields?.FirstOrDefault(name => schema.Find(name) is null or { Kind: FieldKind.Stored }) is { } unknown)
        {
            return body.Refuse($"There is no field \"{unknown}\" to search in.");
        }

        var all = body.NeedsAll("default_operator");
        var parsed = QueryText.Parse(text, _options);
        foreach (var note in parsed.Notes)
        {
            issues.Remark(body.Path, $"{note.Kind}{(note.Detail.Length > 0 ? ": " : "")}{note.Detail}");
        }

        var root = all ? parsed.Root : WithOr(parsed.Root);
        return parsed.IsEmpty && parsed.Notes.Count > 0 ? new MatchNone()
            : body.Boosted(new TextQuery(new ParsedText(root, parsed.Notes), fields));
    }

    // Words side by side are alternatives; those that AND joined are required, and stay so.
    static TextNode WithOr(TextNode node) => node switch
    {
        TogetherText together => new EitherText(WithOr(together.Clauses)),
        EitherText either => new EitherText(WithOr(either.Clauses)),
        BoostedText boosted => boosted with { Node = WithOr(boosted.Node) },
        RunText run => run.Any,
        _ => node,
    };

    static List<TextClause> WithOr(IReadOnlyList<TextClause> clauses) =>
        [.. clauses.Select(clause => clause with { Node = WithOr(clause.Node) })];

    /// <summary>
    /// + between words is AND, | is OR; * ends a word, ~ follows a word or phrase; every other sign is a letter.
    /// </summary>
    static string InClassicSyntax(string text)
    {
        var classic = new StringBuilder(text.Length);
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] == '"';
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                classic.Append('\\').Append(text[++i]);
                continue;
            }

            classic.Append(quoted ? $"{text[i]}" : Sign(text, i));
        }

        return classic.ToString();
    }

    static string Sign(string text, int at)
    {
        var begins = at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] is '(' or '|' or '+';
        return text[at] switch
        {
            '|' => " OR ",
            '+' when begins || at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]) => at == 0 ? "" : " AND ",
            '-' when begins => "-",
            '"' or '(' or ')' or '*' or '~' => $"{text[at]}",
            'A' or 'O' or 'N' or 'T' when begins => $"\\{text[at]}",
            _ when QuerySyntax.Signs.Contains(text[at], StringComparison.Ordinal) => $"\\{text[at]}",
            _ => $"{text[at]}",
        };
    }
}
