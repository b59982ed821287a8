using NodaTime;
using OutreachPortal.Languages;
using OutreachPortal.Shell;

namespace OutreachPortal.Opportunities;

/// <summary>
/// Who reads: at which address, in which languages of page and text, and in which country if that was said.
/// </summary>
public sealed record Reader(Visit Visit, Names Names)
{
    /// <summary>Country of the supplier or candidate, ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>The language asked for the text of a notice, where it is not that of the page.</summary>
    public string? Text { get; init; }

    public Words Words => Visit.Words;

    public string TextLanguage => Text ?? Visit.Language.Code;

    public string? Zone => Country is null ? null : Names.ZoneOf(Country);

    /// <summary>The direction of a text in another language than the page; null where it is that of the page.</summary>
    public string? LangOf(string language) => language == Visit.Language.Code ? null : language;

    public string? DirectionOf(string language) =>
        LangOf(language) is null ? null : LanguageName.DirectionOf(language);

    /// <summary>The notice asks by name for answers from the reader's country or a group it stands in.</summary>
    public bool IsEncouragedBy(Card card, Instant now) =>
        Country is { } country && card.Encourages.Any(whom => whom == "local"
            ? card.Countries.Contains(country)
            : Names.IsIn(country, whom, now.InUtc().Date));

    /// <summary>Whether the reader's country may answer; null where no rule is stated or no country is known.</summary>
    public bool? MayAnswer(Eligibility eligibility, Instant now)
    {
        if (Country is null || (eligibility.Nationalities.Count == 0 && eligibility.Groups.Count == 0)) return null;
        return eligibility.Nationalities.Contains(Country)
            || eligibility.Groups.Any(group => Names.IsIn(Country, group, now.InUtc().Date));
    }
}
