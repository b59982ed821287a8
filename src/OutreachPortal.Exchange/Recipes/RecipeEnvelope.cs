using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>Reads the root object of a recipe in file order.</summary>
internal sealed class RecipeEnvelope(RecipeText text)
{
    readonly List<RecipeProblem> _problems = [];
    readonly List<RecipeStep> _steps = [];
    readonly Dictionary<string, ReadOnlyMemory<byte>> _variables = new(StringComparer.Ordinal);
    readonly Dictionary<string, JsonElement> _root = new(StringComparer.OrdinalIgnoreCase);

    public RecipeFile Read()
    {
        ReadRoot();
        if (_steps.Count == 0 && _problems.Count == 0) _problems.Add(new(1, 1, "The recipe has no steps."));
        return new()
        {
            Name = Field("name"),
            DisplayName = Field("displayName"),
            Description = Field("description"),
            Author = Field("author"),
            WebSite = Field("website"),
            Version = Field("version"),
            IsSetupRecipe = Field("issetuprecipe") is "true" or "True",
            Categories = List("categories"),
            Tags = List("tags"),
            Variables = _variables,
            Steps = _steps,
            Problems = _problems,
            Text = text,
        };
    }

    string? Field(string name) => _root.GetValueOrDefault(name).AsText();

    IReadOnlyList<string> List(string name) => _root.GetValueOrDefault(name) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(JsonText.AsText).OfType<string>()]
        : [];

    void ReadRoot()
    {
        var reader = RecipeText.Reader(text.Bytes.Span);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
        {
            _problems.Add(new(1, 1, "The recipe is not a JSON object."));
            return;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var (name, at) = (reader.GetString()!, reader.TokenStartIndex);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            Take(name, at, text.Bytes[start..(int)reader.BytesConsumed]);
        }

        reader.Read();
    }

    void Take(string name, long at, ReadOnlyMemory<byte> json)
    {
        if (name.Equals("steps", StringComparison.OrdinalIgnoreCase)) ReadSteps(json);
        else if (!name.Equals("variables", StringComparison.OrdinalIgnoreCase))
            _root[name] = JsonElement.Parse(json.Span, RecipeText.Lenient);
        else if (_steps.Count > 0) _problems.Add(text.Problem(text.Bytes, at, "variables must stand before steps."));
        else ReadVariables(json);
    }

    void ReadVariables(ReadOnlyMemory<byte> json)
    {
        var reader = RecipeText.Reader(json.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            _variables[name] = json[start..(int)reader.BytesConsumed];
        }
    }

    void ReadSteps(ReadOnlyMemory<byte> json)
    {
        var reader = RecipeText.Reader(json.Span);
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            _problems.Add(text.Problem(json, 0, "steps is not a list."));
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            Step(json[start..(int)reader.BytesConsumed]);
        }
    }

    void Step(ReadOnlyMemory<byte> json)
    {
        var element = JsonElement.Parse(json.Span, RecipeText.Lenient);
        var (line, column) = text.Place(json, 0);
        var name = element.Text("name") ?? element.Text("Name");
        if (name is null) _problems.Add(new(line, column, "The step has no name."));
        else _steps.Add(new(name, line, column, json));
    }
}
