using System.Text.RegularExpressions;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>
/// The notice type where a procedure's name or a title says it in so many words; OCDS has no code for it.
/// </summary>
internal static partial class NoticeTypes
{
    public static string Read(params IEnumerable<string?> texts) =>
        texts.OfType<string>().Select(Of).FirstOrDefault(type => type is not null) ?? OpportunityTypes.Other;

    static string? Of(string text) =>
        Eoi().IsMatch(text) ? "eoi"
        : Rfi().IsMatch(text) ? "rfi"
        : Rfq().IsMatch(text) ? "rfq"
        : Rfp().IsMatch(text) ? "rfp"
        : Itb().IsMatch(text) ? "itb"
        : null;

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(
        @"\b(EOI|expressions? of interest|manifestations? d['’]intérêt|manifestaci(ón|ones) de interés)\b",
        Plain, 200)]
    private static partial Regex Eoi();

    [GeneratedRegex(
        @"\b(RFI|requests? for information|letters? of interest|demande d['’]informations?|solicitud de información)\b",
        Plain, 200)]
    private static partial Regex Rfi();

    [GeneratedRegex(
        @"\b(RFQ|requests? for (a )?quotations?|demande de (devis|cotations?)|solicitud de cotizaci(ón|ones))\b",
        Plain, 200)]
    private static partial Regex Rfq();

    [GeneratedRegex(
        @"\b(RFP|requests? for (a )?proposals?|demande de propositions?|solicitud de propuestas?)\b",
        Plain, 200)]
    private static partial Regex Rfp();

    [GeneratedRegex(
        @"\b(ITB|ITT|invitations? to (bid|tender)|appel d['’]offres ouvert|licitación pública)\b",
        Plain, 200)]
    private static partial Regex Itb();
}
