using System.Globalization;

namespace OutreachPortal.Languages;

/// <summary>
/// Numbers as a language writes them, the same on every machine (an ICU update once changed the French space).
/// Arabic takes Western digits, as the Maghreb and many UN documents do, so that a reference, a date
/// and a deadline can be compared and copied between languages.
/// </summary>
public sealed class NumberWords
{
    const string NarrowSpace = "\u202F";
    const string Space = "\u00A0";

    readonly NumberFormatInfo _format;
    readonly long _groupedFrom;

    internal NumberWords(Language language)
    {
        var (group, point) = language.Code switch
        {
            "fr" => (NarrowSpace, ","),
            "es" => (".", ","),
            "ru" => (Space, ","),
            _ => (",", "."),
        };
        _format = new NumberFormatInfo { NumberGroupSeparator = group, NumberDecimalSeparator = point };
        _groupedFrom = language.Code == "es" ? 10_000 : 1_000; // CLDR: Spanish leaves four digits together
    }

    public string Of(long n) => Math.Abs(n) < _groupedFrom
        ? n.ToString(CultureInfo.InvariantCulture)
        : n.ToString("N0", _format);

    /// <summary>With at most one digit after the point: for sizes.</summary>
    public string Of(double n) => n < 10 && Math.Round(n, 1) % 1 != 0
        ? n.ToString("N1", _format)
        : Of((long)Math.Round(n));
}
