using System.Buffers;
using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>
/// Evaluates the scripts of one run of a recipe: whole strings in brackets, of a closed set. Variables are evaluated on
/// first use and keep their value for the run.
/// </summary>
/// <remarks>
/// Known: <c>[js: uuid()]</c>, <c>[js: variables('x')]</c>, <c>[js: parameters('x')]</c>,
/// <c>[js: configuration('key','default')]</c>, <c>[js: new Date().toISOString()]</c>, <c>[env:NAME]</c>,
/// <c>[file:text('path')]</c>. Anything else in <c>[js:</c>, <c>[file:</c>, <c>[env:</c>, <c>[appsettings:</c> is
/// refused
/// with a problem; other text in brackets is text.
/// </remarks>
/// <param name="recipe">The recipe whose steps are evaluated.</param>
/// <param name="context">What scripts may ask for.</param>
public sealed class RecipeScripts(RecipeFile recipe, RecipeContext context)
{
    readonly Dictionary<string, JsonElement> _variables = new(StringComparer.Ordinal);
    readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>
    /// A step's JSON with every script replaced by its value, and what could not be evaluated (null in its place).
    /// </summary>
    public (JsonElement Json, IReadOnlyList<RecipeProblem> Problems) Evaluate(RecipeStep step)
    {
        var problems = new List<RecipeProblem>();
        return (Evaluate(step.Json, problems), problems);
    }

    JsonElement Evaluate(ReadOnlyMemory<byte> json, List<RecipeProblem> problems)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            var reader = RecipeText.Reader(json.Span);
            while (reader.Read()) Copy(ref reader, writer, json, problems);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer, ReadOnlyMemory<byte> json, List<RecipeProblem> problems)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: writer.WriteStartObject(); break;
            case JsonTokenType.EndObject: writer.WriteEndObject(); break;
            case JsonTokenType.StartArray: writer.WriteStartArray(); break;
            case JsonTokenType.EndArray: writer.WriteEndArray(); break;
            case JsonTokenType.PropertyName: writer.WritePropertyName(reader.GetString()!); break;
            case JsonTokenType.String:
                Value(reader.GetString()!, reader.TokenStartIndex, writer, json, problems);
                break;
            default: writer.WriteRawValue(reader.ValueSpan); break;
        }
    }

    void Value(string text, long at, Utf8JsonWriter writer, ReadOnlyMemory<byte> json, List<RecipeProblem> problems)
    {
        if (RecipeScript.Parse(text) is not { } script)
        {
            writer.WriteStringValue(text);
            return;
        }

        var outcome = Run(script, problems);
        if (outcome.Refused is { } refused) problems.Add(recipe.Text.Problem(json, at, refused));
        if (outcome.Value is { } value) value.WriteTo(writer);
        else writer.WriteNullValue();
    }

    (JsonElement? Value, string? Refused) Run(RecipeScript script, List<RecipeProblem> problems) => script switch
    {
        { Name: "uuid", Arguments: [] } => (Text(context.NewId()), null),
        { Name: "now", Arguments: [] } => (Text(NodaTime.Text.InstantPattern.CreateWithInvariantCulture(
            "uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fff'Z'").Format(context.Now())), null),
        { Name: "variables", Arguments: [var name] } => Variable(name, problems),
        { Name: "parameters", Arguments: [var name] } => context.Parameters.TryGetValue(name, out var value)
            ? (Text(value), null)
            : (null, $"There is no parameter '{name}'."),
        { Name: "configuration", Arguments: [var key, ..] and { Length: <= 2 } arguments } =>
            (Text(context.Configuration(key) ?? arguments.ElementAtOrDefault(1)), null),
        { Name: "env", Arguments: [var name] } => context.Environment(name) is { } value
            ? (Text(value), null)
            : (null, $"There is no environment variable {name}."),
        { Name: "file", Arguments: [var path] } => RecipeFolder.Read(context.Folder, path) is (var text, var refused)
            ? (text is null ? null : Text(text), refused)
            : default,
        _ => (null, $"The script {script.Source} is not one of those that are known here."),
    };

    (JsonElement? Value, string? Refused) Variable(string name, List<RecipeProblem> problems)
    {
        if (_variables.TryGetValue(name, out var known)) return (known, null);
        if (!recipe.Variables.TryGetValue(name, out var json)) return (null, $"There is no variable '{name}'.");
        if (!_open.Add(name)) return (null, $"The variable '{name}' needs itself.");
        var value = _variables[name] = Evaluate(json, problems);
        _open.Remove(name);
        return (value, null);
    }

    static JsonElement Text(string? value) => JsonSerializer.SerializeToElement(value);
}
