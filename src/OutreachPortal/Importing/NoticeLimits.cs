using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>Every text of a notice cleaned, and cut where it is longer than a notice can sensibly be.</summary>
internal static class NoticeLimits
{
    public const int Title = 1_000;
    public const int Summary = 2_000;
    public const int Body = 200_000;
    public const int SourceId = 300;
    const int Line = 500;
    const int Reference = 200;
    const int Word = 100;
    const int Address = 2_000;
    const int Note = 10_000;

    /// <summary>A notice names a few countries, not a gazetteer.</summary>
    const int MaximumCountries = 300;

    public static Notice Clean(Notice notice, List<string> warnings)
    {
        warnings.AddRange(notice.Doubts);
        return notice with
        {
            Titles = Cut(notice.Titles, Title, "title", warnings),
            Summaries = Cut(notice.Summaries, Summary, "summary", warnings),
            Bodies = Cut(notice.Bodies, Body, "text", warnings),
            Type = CleanText.Line(notice.Type, Word),
            Grade = CleanText.LineOrNull(notice.Grade, Word),
            Reference = CleanText.LineOrNull(notice.Reference, Reference),
            Organisation = CleanText.LineOrNull(notice.Organisation, Line),
            FirstItem = CleanText.LineOrNull(notice.FirstItem, Summary),
            BuyerCountry = CleanText.LineOrNull(notice.BuyerCountry, Line),
            StatedCountries = [.. notice.StatedCountries.Select(name => CleanText.Line(name, Line))
                .Distinct().Take(MaximumCountries)],
            Place = CleanText.LineOrNull(notice.Place, Line),
            Codes = [.. notice.Codes.Select(Clean)
                .Where(code => code.Scheme.Length > 0 && code.Code.Length > 0).Distinct()],
            Eligibility = notice.Eligibility with
            {
                Notes = Cut(notice.Eligibility.Notes, Note, "rule on who may answer", warnings),
            },
            Documents = [.. notice.Documents.Select(Clean)],
            Contact = notice.Contact is { } contact ? Clean(contact) : null,
            Url = CleanText.LineOrNull(notice.Url, Address),
            Why = CleanText.LineOrNull(notice.Why, Line),
        };
    }

    static Texts Cut(Texts texts, int most, string what, List<string> warnings)
    {
        var kept = CleanText.Of(texts, most, oneLine: most <= Summary, out var wasCut);
        foreach (var language in wasCut)
            warnings.Add($"Its {what} ({language}) is longer than {most:N0} characters; the rest was cut off.");
        return kept;
    }

    static ClassificationCode Clean(ClassificationCode code) => new(
        CleanText.Line(code.Scheme, Word), CleanText.Line(code.Code, Word),
        CleanText.LineOrNull(code.Description, Line));

    static Document Clean(Document document) => document with
    {
        Title = CleanText.Line(document.Title, Line),
        Url = CleanText.LineOrNull(document.Url, Address),
        Format = CleanText.LineOrNull(document.Format, Word),
        Language = CleanText.LineOrNull(document.Language, Word),
    };

    static Contact Clean(Contact contact) => new(
        CleanText.LineOrNull(contact.Name, Line), CleanText.LineOrNull(contact.Email, Line),
        CleanText.LineOrNull(contact.Phone, Line));
}
