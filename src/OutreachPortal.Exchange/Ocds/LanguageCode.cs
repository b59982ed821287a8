using System.Collections.Frozen;

namespace OutreachPortal.Exchange;

/// <summary>Language codes as files write them (EN, en-GB, English, md), brought to ISO 639-1 in lower case.</summary>
public static class LanguageCode
{
    // Names in English and in the language itself; codes of countries that publishers put where a language belongs
    // (md Moldova, ua Ukraine, gr and el Greece, cz, dk, se); three-letter codes of ISO 639-2.
    static readonly FrozenDictionary<string, string> Aliases =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["english"] = "en", ["eng"] = "en", ["anglais"] = "en", ["inglés"] = "en",
        ["french"] = "fr", ["français"] = "fr", ["francais"] = "fr", ["fra"] = "fr", ["fre"] = "fr",
        ["spanish"] = "es", ["español"] = "es", ["espanol"] = "es", ["spa"] = "es", ["castellano"] = "es",
        ["russian"] = "ru", ["русский"] = "ru", ["rus"] = "ru",
        ["arabic"] = "ar", ["العربية"] = "ar", ["عربي"] = "ar", ["ara"] = "ar",
        ["chinese"] = "zh", ["中文"] = "zh", ["zho"] = "zh", ["chi"] = "zh", ["cmn"] = "zh",
        ["portuguese"] = "pt", ["português"] = "pt", ["por"] = "pt",
        ["german"] = "de", ["deutsch"] = "de", ["deu"] = "de", ["ger"] = "de",
        ["italian"] = "it", ["italiano"] = "it", ["ita"] = "it",
        ["ukrainian"] = "uk", ["українська"] = "uk", ["ukr"] = "uk", ["ua"] = "uk",
        ["romanian"] = "ro", ["română"] = "ro", ["moldovan"] = "ro", ["ron"] = "ro", ["rum"] = "ro",
        ["md"] = "ro", ["mo"] = "ro", ["mol"] = "ro",
        ["armenian"] = "hy", ["hye"] = "hy", ["arm"] = "hy", ["georgian"] = "ka", ["kat"] = "ka",
        ["swahili"] = "sw", ["kiswahili"] = "sw", ["swa"] = "sw", ["greek"] = "el", ["gr"] = "el", ["ell"] = "el",
        ["dutch"] = "nl", ["nld"] = "nl", ["polish"] = "pl", ["pol"] = "pl", ["turkish"] = "tr", ["tur"] = "tr",
        ["nepali"] = "ne", ["nep"] = "ne", ["cz"] = "cs", ["dk"] = "da", ["iw"] = "he", ["in"] = "id",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The ISO 639-1 code (or a three-letter code that has none), in lower case; null for an empty text and for one
    /// that is no language. Region and script are dropped: <c>en-GB</c> and <c>en_US</c> are <c>en</c>.
    /// </summary>
    public static string? Of(string? text)
    {
        var name = text?.Trim() ?? "";
        if (Aliases.TryGetValue(name, out var code)) return code;
        var primary = name.Split('-', '_')[0];
        if (Aliases.TryGetValue(primary, out code)) return code;
        return primary.Length is 2 or 3 && primary.All(char.IsAsciiLetter) ? primary.ToLowerInvariant() : null;
    }
}
