using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>Notices of Tenders Electronic Daily in their flattened form, one JSON object a line.</summary>
internal sealed class TedFormat : INoticeFormat
{
    static readonly string[] UnitedNationsLanguages = ["ar", "en", "es", "fr", "ru", "zh"];

    public string Name => "ted";

    public IReadOnlyCollection<ImportFormat> Files => [ImportFormat.Json, ImportFormat.JsonLines];

    public IEnumerable<ImportRecord<SourceRecord>> Read(ImportFile file, ImportOrder order) =>
        TedNotice.Read(file).Select(read => read.As(notice => new SourceRecord
        {
            Source = new SourceHint(order.SourceKey),
            SourceId = notice.Id,
            Hash = notice.ContentHash,
            SaidAt = notice.Published.AsUtc(),
            ToNotice = source => NoticeOf(notice, source),
        }));

    static Notice NoticeOf(TedNotice ted, Source source)
    {
        var language = ted.Language ?? source.Language ?? "en";
        var life = TedLife.Of(ted.DocumentTypeCode, ted.DocumentType, ted.Procedure);
        return new Notice
        {
            SourceId = ted.Id,
            Kind = Kind.Tender,
            Type = life.Type,
            Reference = ted.JournalNumber,
            Language = language,
            Titles = TitlesOf(ted, language),
            Summaries = Texts.Of(language, Written.Summary(ted.Description, ted.Title)),
            Bodies = Texts.Of(language, Written.Body(ted.Description)),
            Organisation = ted.Buyer.GetValueOrDefault(language) ?? ted.Buyer.Values.FirstOrDefault(),
            BuyerCountry = ted.Country,
            StatedCountries = [.. ted.Nuts.Select(CountryOf).OfType<string>().Distinct()],
            Codes = [.. ted.Cpv.Select(code => new ClassificationCode("CPV", code)).Distinct()],
            Eligibility = ted.LanguagesAccepted.Count > 0
                ? new Eligibility { Languages = [.. ted.LanguagesAccepted.Distinct().Order(StringComparer.Ordinal)] }
                : Eligibility.NotStated,
            Documents = ted.DocumentUrl is { } url ? [new Document(Written.FileName(url) ?? url, url)] : [],
            Url = Https(ted.Uri),
            Deadline = ted.DeadlineRead,
            InvitesAnswer = life.InvitesAnswer,
            Published = ted.Published.AsUtc(),
            State = life.State,
        };
    }

    /// <summary>
    /// The buyer's title in its language; in the others the headline that the Official Journal wrote.
    /// </summary>
    static Texts TitlesOf(TedNotice ted, string language)
    {
        var title = ted.Title ?? ted.Headlines.GetValueOrDefault(language);
        return Written.In(
            language, title, ted.Headlines.Where(headline => UnitedNationsLanguages.Contains(headline.Key)));
    }

    /// <summary>
    /// NUTS begins with the country as TED codes it; <c>00</c> and <c>1A</c> stand for no single country.
    /// </summary>
    static string? CountryOf(string nuts) =>
        nuts.Length >= 2 && char.IsAsciiLetter(nuts[0]) && char.IsAsciiLetter(nuts[1])
            ? nuts[..2].ToUpperInvariant()
            : null;

    static string? Https(string? uri) =>
        uri?.StartsWith("http://ted.europa.eu", StringComparison.OrdinalIgnoreCase) == true
            ? $"https{uri.AsSpan(4)}"
            : uri;
}
