namespace OutreachPortal.Languages;

/// <summary>
/// The name of a language: in itself where a reader chooses it ("Deutsch"), in the reader's language where he is told
/// of it ("German"). A code that is not here is shown in capitals.
/// </summary>
public static class LanguageName
{
    public static string Of(string code) => Names.GetValueOrDefault(code) ?? code.ToUpperInvariant();

    /// <summary>As it stands inside a sentence: "anglais", "английский".</summary>
    public static string In(Language language, string code) => InOthers.Find(code, language) ?? Of(code);

    /// <summary>"rtl" for the scripts that run from right to left, for the dir attribute of foreign text.</summary>
    public static string DirectionOf(string code) =>
        code is "ar" or "fa" or "he" or "ur" or "ps" or "sd" or "ug" or "yi" or "dv" or "ckb" ? "rtl" : "ltr";

    internal static readonly NameList InOthers = new("tongues");

    static readonly Dictionary<string, string> Names = new()
    {
        ["en"] = "English", ["fr"] = "Français", ["es"] = "Español", ["ru"] = "Русский",
        ["ar"] = "العربية", ["zh"] = "中文", ["af"] = "Afrikaans", ["am"] = "አማርኛ",
        ["az"] = "Azərbaycanca", ["be"] = "Беларуская", ["bg"] = "Български",
        ["bn"] = "বাংলা", ["bs"] = "Bosanski", ["ca"] = "Català", ["cs"] = "Čeština", ["cy"] = "Cymraeg",
        ["da"] = "Dansk", ["de"] = "Deutsch", ["el"] = "Ελληνικά", ["et"] = "Eesti", ["eu"] = "Euskara",
        ["fa"] = "فارسی", ["fi"] = "Suomi", ["fil"] = "Filipino", ["ga"] = "Gaeilge", ["gl"] = "Galego",
        ["ha"] = "Hausa", ["he"] = "עברית", ["hi"] = "हिन्दी", ["hr"] = "Hrvatski",
        ["hu"] = "Magyar", ["hy"] = "Հայերեն", ["id"] = "Bahasa Indonesia", ["is"] = "Íslenska",
        ["it"] = "Italiano", ["ja"] = "日本語", ["ka"] = "ქართული", ["kk"] = "Қазақ тілі",
        ["km"] = "ខ្មែរ", ["ko"] = "한국어", ["ky"] = "Кыргызча", ["lo"] = "ລາວ",
        ["lt"] = "Lietuvių", ["lv"] = "Latviešu", ["mk"] = "Македонски", ["mn"] = "Монгол",
        ["ms"] = "Bahasa Melayu", ["mt"] = "Malti", ["my"] = "မြန်မာ", ["nb"] = "Norsk bokmål",
        ["ne"] = "नेपाली", ["nl"] = "Nederlands", ["no"] = "Norsk", ["pl"] = "Polski",
        ["ps"] = "پښتو", ["pt"] = "Português", ["ro"] = "Română", ["si"] = "සිංහල",
        ["sk"] = "Slovenčina", ["sl"] = "Slovenščina", ["so"] = "Soomaali", ["sq"] = "Shqip",
        ["sr"] = "Српски", ["sv"] = "Svenska", ["sw"] = "Kiswahili", ["ta"] = "தமிழ்",
        ["tg"] = "Тоҷикӣ", ["th"] = "ไทย", ["tk"] = "Türkmençe", ["tr"] = "Türkçe",
        ["uk"] = "Українська", ["ur"] = "اردو", ["uz"] = "Oʻzbekcha", ["vi"] = "Tiếng Việt",
    };
}
