using OutreachPortal.Countries;
using OutreachPortal.Exchange;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using Language = OutreachPortal.Languages.Language;

namespace OutreachPortal.Discovery;

/// <summary>
/// A tender at one journal entry as an OCDS release. Releases never change: what is in one follows from the entry and
/// its revision alone, whoever asks in which language and whenever.
/// </summary>
internal sealed class Releases(Names names)
{
    /// <summary>Not a registered prefix, and says so: the Open Contracting Partnership gives one on request.</summary>
    public const string Prefix = "ocds-test00";

    const string Extensions = "https://raw.githubusercontent.com/open-contracting-extensions/";

    public static readonly IReadOnlyList<string> ExtensionsUsed =
    [
        $"{Extensions}ocds_location_extension/master/extension.json",
        $"{Extensions}ocds_countryCode_extension/master/extension.json",
        $"{Extensions}ocds_pagination_extension/master/extension.json",
    ];

    readonly Dictionary<string, Names> _names = [];

    /// <param name="card">As of an entry: its trail ends with it.</param>
    public PublishedRelease Of(Card card) => new()
    {
        Ocid = $"{Prefix}-{card.Id}",
        Id = FormattableString.Invariant($"{card.Id}-{card.Trail.Sequence}"),
        Date = card.Trail.At,
        Tags = [TagOf(card.Trail.Change)],
        Language = card.Language,
        Parties = [new() { Id = card.Organisation.Code, Name = new(card.Organisation.Name), Roles = ["buyer"] }],
        Tender = TenderOf(card),
    };

    /// <summary>
    /// An amendment that comes with another deadline or content is an update, one that ends it an end.
    /// </summary>
    static ReleaseTag TagOf(Change change) => change switch
    {
        Change.Published => ReleaseTag.Tender,
        Change.Cancelled => ReleaseTag.TenderCancellation,
        Change.Awarded => ReleaseTag.Award,
        _ => ReleaseTag.TenderUpdate,
    };

    PublishedTender TenderOf(Card card) => new()
    {
        Id = card.Reference is "" ? card.Id : card.Reference,
        Title = TextOf(card.Titles, card) is { HasAny: true } title ? title : new(card.Reference),
        Description = TextOf(card.Summaries, card),
        Status = StatusOf(card.StandingAt(card.Trail.At)),
        ProcurementMethodDetails = card.Type == OpportunityTypes.Other ? null : card.Type.ToUpperInvariant(),
        TenderPeriodEnd = card.Deadline?.ToOffsetDateTime(),
        Items = card.Categories.Count + card.Countries.Count > 0 ? [SubjectOf(card)] : [],
        Documents = card.Link is { } link ? [NoticeAt(link, card)] : [],
    };

    static TenderStatus StatusOf(Standing standing) => standing switch
    {
        Standing.Open => TenderStatus.Active,
        Standing.Cancelled => TenderStatus.Cancelled,
        _ => TenderStatus.Complete,
    };

    static PublishedDocument NoticeAt(OfficialLink link, Card card) => new()
    {
        Id = "notice",
        DocumentType = "tenderNotice",
        Url = link.Url,
        Language = LanguageCode.Of(card.Language),
    };

    /// <summary>The portal's categories and the countries, as the one line that a notice always has.</summary>
    PublishedItem SubjectOf(Card card)
    {
        var words = NamesFor(card);
        var codes = card.Categories.Select(code => new OcdsCode("OUTREACH", code, words.Category(code))).ToList();
        return new()
        {
            Id = "1",
            Classification = codes.FirstOrDefault(),
            AdditionalClassifications = [.. codes.Skip(1)],
            DeliveryAddresses =
                [.. card.Countries.Select(code => new OcdsAddress(words.Country(code), CountryCode: code))],
        };
    }

    /// <summary>In the language of the release, else in English.</summary>
    Names NamesFor(Card card)
    {
        if (_names.TryGetValue(card.Language, out var known)) return known;
        return _names[card.Language] = names.In(Language.Find(card.Language) ?? Language.English);
    }

    static LocalText TextOf(Texts texts, Card card) => new(
        texts.GetValueOrDefault(card.Language),
        texts.Where(text => text.Key != card.Language && LanguageCode.Of(text.Key) == text.Key)
            .ToDictionary(text => text.Key, text => text.Value, StringComparer.Ordinal));
}
