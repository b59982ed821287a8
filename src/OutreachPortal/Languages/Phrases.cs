using System.Collections.Frozen;
using System.Text.Json;

namespace OutreachPortal.Languages;

/// <summary>
/// Every phrase of one language, read once from phrases/{code}.json: a text, or an object of plural forms.
/// </summary>
internal sealed class Phrases
{
    static readonly FrozenDictionary<string, Lazy<Words>> All = Language.All.ToFrozenDictionary(
        language => language.Code, language => new Lazy<Words>(() => new Words(language, Read(language))));

    readonly FrozenDictionary<string, Phrase> _texts;
    readonly FrozenDictionary<string, FrozenDictionary<PluralForm, Phrase>> _plurals;

    Phrases(
        FrozenDictionary<string, Phrase> texts, FrozenDictionary<string, FrozenDictionary<PluralForm, Phrase>> plurals)
    {
        _texts = texts;
        _plurals = plurals;
    }

    public IEnumerable<string> Keys => _texts.Keys.Concat(_plurals.Keys);

    public static Words For(Language language) => All[language.Code].Value;

    public Phrase? Text(string key) => _texts.GetValueOrDefault(key);

    public FrozenDictionary<PluralForm, Phrase>? Plural(string key) => _plurals.GetValueOrDefault(key);

    internal static Phrases Read(Language language)
    {
        var name = $"OutreachPortal.Languages.phrases.{language.Code}.json";
        using var stream = typeof(Phrases).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The phrases of {language.Code} are not in the assembly ({name}).");
        using var json = JsonDocument.Parse(stream);

        var entries = json.RootElement.EnumerateObject().ToList();
        return new Phrases(
            entries.Where(entry => entry.Value.ValueKind == JsonValueKind.String)
                .ToFrozenDictionary(entry => entry.Name, entry => new Phrase(entry.Value.GetString()!)),
            entries.Where(entry => entry.Value.ValueKind == JsonValueKind.Object)
                .ToFrozenDictionary(entry => entry.Name, entry => FormsOf(entry.Value)));
    }

    static FrozenDictionary<PluralForm, Phrase> FormsOf(JsonElement forms) =>
        forms.EnumerateObject().ToFrozenDictionary(form => Enum.Parse<PluralForm>(form.Name, ignoreCase: true),
            form => new Phrase(form.Value.GetString()!));
}
