using System.Globalization;

namespace OutreachPortal.Search;

/// <summary>The forms about words: they become the trees that a person's text becomes.</summary>
sealed class DslTextForms(IndexSchema schema, DslIssues issues)
{
    const int MaxWords = 64;
    const int MaxSlop = 100;
    const int MaxEdits = 2;

    public Query? Match(System.Text.Json.JsonElement json, string path)
    {
        var read = DslBody.OfField(json, path, schema, issues, "query", "operator", "fuzziness", "boost");
        if (read is not var (field, body) || body.Text("query") is not { } text)
        {
            return null;
        }

        if (field.Kind != FieldKind.Text)
        {
            return DslValueForms.Exactly(field, [text], body) is { } exact ? body.Boosted(exact) : null;
        }

        var all = body.NeedsAll("operator");
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => WordReader.Read(word).Count > 0).ToList();
        if (words.Count > MaxWords)
        {
            return body.Refuse($"A match has at most {MaxWords} words.");
        }

        var clauses = words.Select(word =>
            new TextClause(all ? Part.Required : Part.Plain, Word(field.Name, word, body, all))).ToList();
        return clauses.Count == 0 ? new MatchNone() : body.Boosted(Text(new EitherText(clauses)));
    }

    public Query? Phrase(System.Text.Json.JsonElement json, string path)
    {
        var read = DslBody.OfField(json, path, schema, issues, "query", "slop", "boost");
        if (read is not var (field, body) || body.Text("query") is not { } text)
        {
            return null;
        }

        var slop = body.Whole("slop", absent: 0, MaxSlop);
        return body.Boosted(Text(new PhraseText(field.Name, TextCut.First(text, IndexDocument.MaxValueLength), slop)));
    }

    public Query? Prefix(System.Text.Json.JsonElement json, string path) =>
        Pattern(json, path, text => Escaped(text) + "*");

    public Query? Wildcard(System.Text.Json.JsonElement json, string path) => Pattern(json, path, text => text);

    public Query? Fuzzy(System.Text.Json.JsonElement json, string path)
    {
        var read = DslBody.OfField(json, path, schema, issues, "value", "fuzziness", "boost");
        return read is not var (field, body) || body.Text("value") is not { } text || !HasWords(field, body) ? null
            : body.Boosted(Text(new FuzzyText(field.Name, text, Edits(body, text, absent: "auto"))));
    }

    public Query? Regexp(System.Text.Json.JsonElement json, string path)
    {
        var read = DslBody.OfField(json, path, schema, issues, "value", "boost");
        if (read is not var (field, body) || body.Text("value") is not { } text || !HasWords(field, body))
        {
            return null;
        }

        var (pattern, complaint) = WordPattern.Read(text);
        return pattern is null ? body.Refuse(complaint) : body.Boosted(new WordsLike(field.Name, text));
    }

    Query? Pattern(System.Text.Json.JsonElement json, string path, Func<string, string> pattern)
    {
        var read = DslBody.OfField(json, path, schema, issues, "value", "boost");
        return read is not var (field, body) || body.Text("value") is not { } text || !HasWords(field, body) ? null
            : body.Boosted(Text(new WildcardText(field.Name, pattern(TextCut.First(text, Token.MaxLength)))));
    }

    static bool HasWords(SchemaField field, DslBody body)
    {
        var words = field.Kind != FieldKind.Number;
        _ = words ? null : body.Refuse("A number has no letters to compare.");
        return words;
    }

    static TextNode Word(string field, string word, DslBody body, bool all)
    {
        var edits = Edits(body, word, absent: "0");
        return edits > 0 ? new FuzzyText(field, word, edits)
            : RunText.Of(field, word, MaxWords) is RunText run && !all ? run.Any
            : RunText.Of(field, word, MaxWords);
    }

    // AUTO: short words exactly, longer ones with one letter and two.
    static int Edits(DslBody body, string word, string absent)
    {
        var text = body["fuzziness"] is { } value ? DslBody.Scalar(value) : absent;
        return "auto".Equals(text, StringComparison.OrdinalIgnoreCase)
            ? word.Length switch { < 3 => 0, < 6 => 1, _ => MaxEdits }
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var edits) && edits <= MaxEdits
                ? edits
            : Refused(body);
    }

    static int Refused(DslBody body)
    {
        body.Refuse("A fuzziness is 0, 1, 2 or \"AUTO\".");
        return 0;
    }

    static string Escaped(string text) => string.Concat(text.Select(c => c is '*' or '?' or '\\' ? $"\\{c}" : $"{c}"));

    static TextQuery Text(TextNode node) => new(new ParsedText(node, []));
}
