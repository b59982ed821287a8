using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>A notice of Tenders Electronic Daily, from the flattened form: one JSON object a line.</summary>
public sealed record TedNotice
{
    /// <summary>Its number, <c>000002-2019</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its number in the Official Journal, <c>2019/S 001-000002</c>.</summary>
    public string? JournalNumber { get; init; }

    /// <summary>Its page.</summary>
    public string? Uri { get; init; }

    /// <summary>When it was published, a date (<c>yyyymmdd</c>).</summary>
    public required DeadlineText Published { get; init; }

    /// <summary>
    /// Language of <see cref="Title"/> and <see cref="Description"/>, as <see cref="LanguageCode"/> spells it.
    /// </summary>
    public string? Language { get; init; }

    /// <summary>The buyer's country as TED codes it: ISO 3166-1 but UK and EL.</summary>
    public string? Country { get; init; }

    /// <summary>The buyer's name by language.</summary>
    public IReadOnlyDictionary<string, string> Buyer { get; init; } = Empty;

    /// <summary>The buyer's site.</summary>
    public string? BuyerUrl { get; init; }

    /// <summary>Kind of notice in English (<c>Contract notice</c>).</summary>
    public string? DocumentType { get; init; }

    /// <summary>
    /// Its one-letter code (3 contract notice, 7 award, 0 and P prior information without call, A with call).
    /// </summary>
    public string? DocumentTypeCode { get; init; }

    /// <summary>Works, Supplies, Services.</summary>
    public string? Nature { get; init; }

    /// <summary>Open, restricted, negotiated … in English.</summary>
    public string? Procedure { get; init; }

    /// <summary>CPV codes, the main one first.</summary>
    public IReadOnlyList<string> Cpv { get; init; } = [];

    /// <summary>NUTS codes of the place of performance; the first two letters are a country as TED codes it.</summary>
    public IReadOnlyList<string> Nuts { get; init; } = [];

    /// <summary>Country, town and headline by language; TED makes them in all of its languages.</summary>
    public IReadOnlyDictionary<string, string> Headlines { get; init; } = Empty;

    /// <summary>Title in the original language.</summary>
    public string? Title { get; init; }

    /// <summary>Description in the original language.</summary>
    public string? Description { get; init; }

    /// <summary>Descriptions of the lots, the first <see cref="OcdsTender.MaxKept"/>.</summary>
    public IReadOnlyList<string> LotDescriptions { get; init; } = [];

    /// <summary>Deadline for receipt as the form gives it (<c>2017-01-25 12:00</c>); without zone.</summary>
    public string? ReceiptDeadline { get; init; }

    /// <summary>Deadline as the index of TED gives it (<c>20170125 12:00</c>); without zone.</summary>
    public string? Deadline { get; init; }

    /// <summary><see cref="ReceiptDeadline"/>, else <see cref="Deadline"/>, as read.</summary>
    public required DeadlineText DeadlineRead { get; init; }

    /// <summary>Where the documents are.</summary>
    public string? DocumentUrl { get; init; }

    /// <summary>Languages in which one may answer, as <see cref="LanguageCode"/> spells them.</summary>
    public IReadOnlyList<string> LanguagesAccepted { get; init; } = [];

    /// <summary>Value, where it is said.</summary>
    public OcdsValue? Value { get; init; }

    /// <summary>See <see cref="CanonicalJson.Hash"/>.</summary>
    public required string ContentHash { get; init; }

    static readonly Dictionary<string, string> Empty = [];

    /// <summary>Reads a file that was found.</summary>
    public static IEnumerable<ImportRecord<TedNotice>> Read(ImportFile file) =>
        FileRecords.Read(file, stream => Read(stream, file.Format is ImportFormat.JsonLines));

    /// <summary>Reads a stream of UTF-8, left open; a notice without <c>id</c> is a problem.</summary>
    /// <param name="stream">The notices.</param>
    /// <param name="lines">True for JSON Lines.</param>
    public static IEnumerable<ImportRecord<TedNotice>> Read(Stream stream, bool lines = true) =>
        FileRecords.Of(lines ? JsonRecords.ReadLines(stream) : JsonRecords.Read(stream), Of)
            .Select(r => r.Value is { Id: "" } ? r with { Value = null, Problem = "The notice has no id." } : r);

    static TedNotice Of(JsonElement json) => new()
    {
        Id = json.Text("id") ?? "",
        JournalNumber = json.Text("no_doc_ojs"),
        Uri = json.Text("uri"),
        Published = DeadlineText.Read(json.Text("date_pub")),
        Language = LanguageCode.Of(json.Text("lang_orig")),
        Country = json.Text("country"),
        Buyer = ByLanguage(json.At("buyer")),
        BuyerUrl = json.Text("buyer_url"),
        DocumentType = json.Text("doc_type"),
        DocumentTypeCode = json.Text("doc_type_code"),
        Nature = json.Text("nature"),
        Procedure = json.Text("procedure"),
        Cpv = json.Texts("cpv"),
        Nuts = json.Texts("nuts"),
        Headlines = ByLanguage(json.At("titles")),
        Title = json.Text("title"),
        Description = json.Text("description"),
        LotDescriptions = [.. json.Texts("lot_descriptions").Take(OcdsTender.MaxKept)],
        ReceiptDeadline = json.Text("receipt_deadline"),
        Deadline = json.Text("deadline"),
        DeadlineRead = DeadlineText.Read(json.Text("receipt_deadline") ?? json.Text("deadline")),
        DocumentUrl = json.Text("url_document"),
        LanguagesAccepted = [.. json.Texts("languages_accepted").Select(LanguageCode.Of).OfType<string>()],
        Value = json.Number("value") is { } amount ? new(amount, json.Text("currency")) : null,
        ContentHash = CanonicalJson.Hash(json),
    };

    static Dictionary<string, string> ByLanguage(JsonElement texts)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        if (texts.ValueKind is not JsonValueKind.Object) return read;
        foreach (var property in texts.EnumerateObject())
            if (LanguageCode.Of(property.Name) is { } language && property.Value.AsText() is { } text)
                read[language] = text;
        return read;
    }
}
