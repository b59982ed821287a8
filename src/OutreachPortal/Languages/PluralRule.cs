namespace OutreachPortal.Languages;

/// <summary>Which plural form a whole number takes in a language, and which forms the language has.</summary>
internal sealed record PluralRule(IReadOnlyList<PluralForm> Forms, Func<long, PluralForm> FormOf)
{
    static readonly PluralRule English = new(
        [PluralForm.One, PluralForm.Other],
        n => n == 1 ? PluralForm.One : PluralForm.Other);

    // A round million takes "de": 1 000 000 d'offres, 1.000.000 de licitaciones.
    static readonly PluralRule French = new(
        [PluralForm.One, PluralForm.Many, PluralForm.Other],
        n => n is 0 or 1 ? PluralForm.One : IsRoundMillion(n) ? PluralForm.Many : PluralForm.Other);

    static readonly PluralRule Spanish = new(
        [PluralForm.One, PluralForm.Many, PluralForm.Other],
        n => n == 1 ? PluralForm.One : IsRoundMillion(n) ? PluralForm.Many : PluralForm.Other);

    // CLDR's "other" is for fractions, which we never count.
    static readonly PluralRule Russian = new(
        [PluralForm.One, PluralForm.Few, PluralForm.Many],
        n => (n % 10, n % 100) switch
        {
            (1, not 11) => PluralForm.One,
            (>= 2 and <= 4, not (>= 12 and <= 14)) => PluralForm.Few,
            _ => PluralForm.Many,
        });

    static readonly PluralRule Arabic = new(
        [PluralForm.Zero, PluralForm.One, PluralForm.Two, PluralForm.Few, PluralForm.Many, PluralForm.Other],
        n => (n, n % 100) switch
        {
            (0, _) => PluralForm.Zero,
            (1, _) => PluralForm.One,
            (2, _) => PluralForm.Two,
            (_, >= 3 and <= 10) => PluralForm.Few,
            (_, >= 11) => PluralForm.Many,
            _ => PluralForm.Other,
        });

    static readonly PluralRule Chinese = new([PluralForm.Other], _ => PluralForm.Other);

    public static PluralRule Of(Language language) => language.Code switch
    {
        "fr" => French,
        "es" => Spanish,
        "ru" => Russian,
        "ar" => Arabic,
        "zh" => Chinese,
        _ => English,
    };

    static bool IsRoundMillion(long n) => n != 0 && n % 1_000_000 == 0;
}
