using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>The tenders of a list as an OCDS release package: each in its newest release. Jobs are left out.</summary>
internal static class ListReleases
{
    /// <summary>Not a registered prefix, and says so: the Open Contracting Partnership gives one on request.</summary>
    public const string Prefix = "ocds-test00";

    const string Extensions = "https://raw.githubusercontent.com/open-contracting-extensions/";

    public static Task WriteAsync(Stream stream, CarriedList list, CancellationToken cancellation)
    {
        var tenders = list.Results.Items.Where(item => item.Card.Kind == Kind.Tender);
        var releases = tenders.Select(item => ReleaseOf(item, list)).ToAsyncEnumerable();
        return OcdsReleaseWriter.WriteAsync(stream, HeadOf(list), releases, cancellation);
    }

    static PublishedPackage HeadOf(CarriedList list) => new()
    {
        Uri = list.Self,
        PublishedDate = list.Changed,
        Publisher = list.Portal.Name,
        PublisherUri = list.Portal.AddressOf("/"),
        Extensions =
        [
            $"{Extensions}ocds_location_extension/master/extension.json",
            $"{Extensions}ocds_countryCode_extension/master/extension.json",
            $"{Extensions}ocds_pagination_extension/master/extension.json",
        ],
        Next = list.NextAddress,
    };

    /// <summary>A release never changes: each journal entry makes a new one.</summary>
    static PublishedRelease ReleaseOf(ResultItem item, CarriedList list)
    {
        var card = item.Card;
        return new()
        {
            Ocid = $"{Prefix}-{card.Id}",
            Id = FormattableString.Invariant($"{card.Id}-{card.Trail.Sequence}"),
            Date = card.Trail.At,
            Tags = [TagOf(card.Trail.Change)],
            Language = card.Language,
            Parties = [new() { Id = card.Organisation.Code, Name = new(card.Organisation.Name), Roles = ["buyer"] }],
            Tender = TenderOf(card, item.Standing, list),
        };
    }

    static ReleaseTag TagOf(Change change) => change switch
    {
        Change.Published => ReleaseTag.Tender,
        Change.Cancelled => ReleaseTag.TenderCancellation,
        Change.Awarded => ReleaseTag.Award,
        _ => ReleaseTag.TenderUpdate,
    };

    static PublishedTender TenderOf(Card card, Standing standing, CarriedList list) => new()
    {
        Id = card.Reference is "" ? card.Id : card.Reference,
        Title = TextOf(card.Titles, card) is { HasAny: true } title ? title : new(card.Reference),
        Description = TextOf(card.Summaries, card),
        Status = standing switch
        {
            Standing.Open => TenderStatus.Active,
            Standing.Cancelled => TenderStatus.Cancelled,
            _ => TenderStatus.Complete,
        },
        ProcurementMethodDetails = card.Type == OpportunityTypes.Other ? null : card.Type.ToUpperInvariant(),
        TenderPeriodEnd = card.Deadline?.ToOffsetDateTime(),
        Items = card.Categories.Count + card.Countries.Count > 0 ? [SubjectOf(card, list)] : [],
        Documents = card.Link is { } link ? [NoticeAt(link, card)] : [],
    };

    static PublishedDocument NoticeAt(OfficialLink link, Card card) => new()
    {
        Id = "notice",
        DocumentType = "tenderNotice",
        Url = link.Url,
        Language = LanguageCode.Of(card.Language),
    };

    /// <summary>The portal's categories and the countries, as the one line that a notice always has.</summary>
    static PublishedItem SubjectOf(Card card, CarriedList list)
    {
        var names = list.Results.Names;
        var codes = card.Categories.Select(code => new OcdsCode("OUTREACH", code, names.Category(code))).ToList();
        return new()
        {
            Id = "1",
            Classification = codes.FirstOrDefault(),
            AdditionalClassifications = [.. codes.Skip(1)],
            DeliveryAddresses =
                [.. card.Countries.Select(code => new OcdsAddress(names.Country(code), CountryCode: code))],
        };
    }

    static LocalText TextOf(Texts texts, Card card) => new(
        texts.GetValueOrDefault(card.Language),
        texts.Where(text => text.Key != card.Language && LanguageCode.Of(text.Key) == text.Key)
            .ToDictionary(text => text.Key, text => text.Value, StringComparer.Ordinal));
}
