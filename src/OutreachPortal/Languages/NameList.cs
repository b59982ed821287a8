using System.Collections.Frozen;
using System.Text.Json;

namespace OutreachPortal.Languages;

/// <summary>
/// Names that are data, not phrases, one file for each language: <c>places</c> by IANA zone, <c>tongues</c> by code.
/// A name that is not there is said otherwise by whoever asks: no list of the world is ever complete.
/// </summary>
internal sealed class NameList(string folder)
{
    readonly FrozenDictionary<string, Lazy<FrozenDictionary<string, string>>> _byLanguage =
        Language.All.ToFrozenDictionary(
            language => language.Code,
            language => new Lazy<FrozenDictionary<string, string>>(() => Read(folder, language)));

    public string? Find(string name, Language language) => All(language).GetValueOrDefault(name);

    internal FrozenDictionary<string, string> All(Language language) => _byLanguage[language.Code].Value;

    static FrozenDictionary<string, string> Read(string folder, Language language)
    {
        var name = $"OutreachPortal.Languages.{folder}.{language.Code}.json";
        using var stream = typeof(NameList).Assembly.GetManifestResourceStream(name);
        var names = stream is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(stream);
        return names!.ToFrozenDictionary();
    }
}
