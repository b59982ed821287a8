namespace OutreachPortal.Languages;

/// <summary>One of the six languages in which the portal speaks; notices come in many more.</summary>
public sealed record Language(string Code, string Name, string Direction)
{
    public static readonly Language English = new("en", "English", "ltr");
    public static readonly Language French = new("fr", "Français", "ltr");
    public static readonly Language Spanish = new("es", "Español", "ltr");
    public static readonly Language Russian = new("ru", "Русский", "ltr");
    public static readonly Language Arabic = new("ar", "العربية", "rtl");
    public static readonly Language Chinese = new("zh", "中文", "ltr");

    public static IReadOnlyList<Language> All { get; } = [English, French, Spanish, Russian, Arabic, Chinese];

    public bool IsRightToLeft => Direction == "rtl";

    /// <summary>The language of exactly this code, as it stands in an address; null for anything else.</summary>
    public static Language? Find(string? code) => All.FirstOrDefault(language => language.Code == code);

    /// <summary>What a reader with this Accept-Language header likes best; English when nothing fits.</summary>
    public static Language Best(string? acceptLanguage) => AcceptedLanguages.BestOf(acceptLanguage) ?? English;

    public override string ToString() => Code;
}
