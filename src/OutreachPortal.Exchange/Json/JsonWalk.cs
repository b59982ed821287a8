using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>One walk over the root values of a scanner, yielding what <see cref="JsonRecords"/> promises.</summary>
internal sealed class JsonWalk(JsonScanner scanner, IReadOnlyCollection<string> split, IReadOnlyCollection<string> keep)
{
    readonly Dictionary<string, JsonElement> _package = [];
    int _root;

    public IEnumerable<ImportRecord<JsonRecord>> Records()
    {
        while (scanner.Read())
        {
            _root++;
            _package.Clear();
            var records = scanner.Type switch
            {
                JsonTokenType.StartObject => OfObject(),
                JsonTokenType.StartArray => OfArray(null, "element"),
                _ => [new ImportRecord<JsonRecord>(At("value", _root), null) { Problem = NoObject() }],
            };
            foreach (var record in records) yield return record;
        }
    }

    // The root object is kept as a whole until one of its arrays turns out to be worth taking apart.
    IEnumerable<ImportRecord<JsonRecord>> OfObject()
    {
        var position = _root == 1 ? "object" : $"object {_root}";
        var parted = false;
        scanner.Keep();
        while (scanner.Read() && scanner.Type is not JsonTokenType.EndObject)
        {
            var name = split.Concat(keep).FirstOrDefault(scanner.IsName);
            scanner.Read();
            if (name is not null && split.Contains(name) && scanner.Type is JsonTokenType.StartArray)
            {
                parted = true;
                scanner.Forget();
                foreach (var record in OfArray(name, Singular(name))) yield return record;
            }
            else if (name is not null && keep.Contains(name))
            {
                Remember(name, parted);
            }
            else
            {
                Pass();
            }
        }

        yield return parted
            ? new(position, new(default, null, Snapshot(), EndsPackage: true))
            : Taken(position, null);
        scanner.Forget();
    }

    IEnumerable<ImportRecord<JsonRecord>> OfArray(string? within, string noun)
    {
        var number = 0;
        while (scanner.Read() && scanner.Type is not JsonTokenType.EndArray)
        {
            number++;
            scanner.Keep();
            Pass();
            yield return Taken(At(noun, number), within);
            scanner.Forget();
        }
    }

    // Inside a root object that is still kept, the property's bytes are a part of the kept ones.
    void Remember(string name, bool parted)
    {
        if (parted) scanner.Keep();
        var from = scanner.Offset;
        Pass();
        if (!scanner.Overflown) _package[name] = JsonElement.Parse(scanner.Since(from).Span);
        if (parted) scanner.Forget();
    }

    // To the end of the value whose first token was just read.
    void Pass()
    {
        if (scanner.Type is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        var depth = scanner.Depth;
        while (scanner.Read() && scanner.Depth > depth)
        {
        }
    }

    ImportRecord<JsonRecord> Taken(string position, string? within)
    {
        if (scanner.Overflown) return new(position, null) { Problem = JsonRecords.TooLong };
        var notes = new List<string>();
        var element = Parse(scanner.Taken.Span, notes);
        if (scanner.Mended > 0)
            notes.Add($"{scanner.Mended} half surrogate pair(s) in strings were replaced with U+FFFD.");
        return element.ValueKind is JsonValueKind.Object
            ? new(position, new(element, within, Snapshot())) { Notes = notes }
            : new(position, null) { Problem = NoObject() };
    }

    static JsonElement Parse(ReadOnlySpan<byte> json, List<string> notes)
    {
        try
        {
            return JsonElement.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            notes.Add($"A name stands twice in one object; the last one counts ({e.Message.TrimEnd('.')}).");
            return JsonElement.Parse(json);
        }
    }

    Dictionary<string, JsonElement> Snapshot() => new(_package);

    string NoObject() => $"The value that ends at line {scanner.Line} is not a JSON object.";

    string At(string noun, int number) => _root == 1 ? $"{noun} {number}" : $"object {_root}, {noun} {number}";

    static string Singular(string name) => name.EndsWith('s') ? name[..^1] : name;
}
