using NodaTime;
using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>A row under its map, as a notice.</summary>
internal static class RowNotice
{
    static readonly char[] Between = [';', '|'];
    static readonly char[] BetweenCodes = [';', '|', ','];

    public static Notice Of(string id, CsvRow row, FieldMap map, Source source)
    {
        string? Text(string field) => map[field]?.Of(row);
        var language = LanguageCode.Of(Text("language")) ?? source.Language ?? "en";
        var (title, summary) = (Text("title"), Text("summary") ?? Text("body"));
        var kind = "job".Equals(Text("kind"), StringComparison.OrdinalIgnoreCase) ? Kind.Job : Kind.Tender;
        var categories = List(Text("category"), BetweenCodes).ToLookup(code => code.Contains(':'));
        _ = Published(map, row, out var doubt);
        return new Notice
        {
            SourceId = id,
            Kind = kind,
            Type = TypeOf(kind, Text("type"), title),
            Reference = Text("reference"),
            Language = language,
            Titles = Texts.Of(language, title),
            Summaries = Texts.Of(language, Written.Summary(summary, title)),
            Bodies = Texts.Of(language, Written.Body(Text("body") ?? summary)),
            Organisation = Text("organisation"),
            BuyerCountry = CountryOf(map, row, source),
            StatedCountries = map["country"] is { Column: not null } column ? [.. List(column.Of(row), Between)] : [],
            Categories = [.. categories[false]],
            Codes = [.. categories[true].Select(code => code.Split(':', 2))
                .Select(code => new ClassificationCode(code[0].Trim(), code[1].Trim()))],
            Url = Text("url"),
            Deadline = DeadlineText.Read(Text("deadline"), map["deadline"]?.Format),
            DeadlineZone = map["deadline"]?.Zone,
            Published = Published(map, row, out _),
            Doubts = doubt is null ? [] : [doubt],
        };
    }

    /// <summary>A bare date is 00:00 UTC; a time without zone is one of the field's zone, else UTC.</summary>
    public static Instant? Published(FieldMap map, CsvRow row, out string? doubt)
    {
        var field = map["published"];
        var read = DeadlineText.Read(field?.Of(row), field?.Format);
        doubt = read is DeadlineText.Unreadable wrong
            ? $"The date of publication was left out: {wrong.Sentence}"
            : null;
        return read is DeadlineText.Local(var local) && field?.Zone is { } zone
            ? new Deadline(local, zone).Instant
            : read.AsUtc();
    }

    /// <summary>
    /// A column tells the country of each row; one value for all rows only helps where the source has none.
    /// </summary>
    static string? CountryOf(FieldMap map, CsvRow row, Source source) => map["country"] switch
    {
        null => null,
        { Column: not null } column => List(column.Of(row), Between).FirstOrDefault(),
        var constant => source.Country is null ? constant.Value : null,
    };

    static string TypeOf(Kind kind, string? written, string? title)
    {
        var word = written?.Trim().ToLowerInvariant();
        var types = kind == Kind.Job ? OpportunityTypes.OfJobs : OpportunityTypes.OfTenders;
        if (word is not null && types.Contains(word)) return word;
        return kind == Kind.Job ? "staff" : NoticeTypes.Read(written, title);
    }

    static IEnumerable<string> List(string? text, char[] between) =>
        (text ?? "").Split(between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
