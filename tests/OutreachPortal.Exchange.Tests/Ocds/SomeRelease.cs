using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace OutreachPortal.Exchange.Tests;

/// <summary>Releases to publish: one with human values, and as many others as one likes.</summary>
static class SomeRelease
{
    public static PublishedPackage Package => new()
    {
        Uri = "https://portal.example/en/opportunities.ocds.json?country=KE",
        PublishedDate = Instant.FromUtc(2026, 11, 22, 8, 30, 5),
        Publisher = "Portal of Examples",
        PublisherUri = "https://portal.example/",
        License = "https://creativecommons.org/licenses/by/4.0/",
        Extensions = ["https://extensions.example/location/extension.json"],
        Next = "https://portal.example/en/opportunities.ocds.json?country=KE&after=x",
    };

    public static PublishedRelease Routers => new()
    {
        Ocid = "ocds-test-17",
        Id = "17-2",
        Date = Instant.FromUtc(2026, 11, 22, 8, 30, 5) + Duration.FromMilliseconds(250),
        Tags = [ReleaseTag.TenderAmendment],
        Language = "en",
        Parties = [Office],
        Tender = Tender,
    };

    static PublishedParty Office => new()
    {
        Id = "XI-EX-4",
        Name = new("Office of Examples", new Dictionary<string, string> { ["fr"] = "Bureau des exemples" }),
        Roles = ["buyer", "procuringEntity"],
        Identifier = new("XI-EX", "4", "Office of Examples", "https://register.example/4"),
        Address = new("Kenya", Locality: "Nairobi", CountryCode: "KE"),
        ContactPoint = new("Procurement", "bids@office.example", "+254 20 000000", "https://office.example/bids"),
    };

    static PublishedTender Tender => new()
    {
        Id = "RFP/2026/17",
        Title = new("Routers <40>", new Dictionary<string, string> { ["fr"] = "Routeurs", ["zh"] = "路由器" }),
        Description = new("Forty routers & switches"),
        Status = TenderStatus.Active,
        ProcurementMethod = ProcurementMethod.Open,
        ProcurementMethodDetails = "RFP",
        MainProcurementCategory = ProcurementCategory.Goods,
        Value = new(125_000.50m, "USD"),
        TenderPeriodEnd = new(new(2026, 12, 1, 17, 0), Offset.FromHours(3)),
        EnquiryPeriodEnd = new(new(2026, 11, 25, 17, 0), Offset.FromHours(3)),
        EligibilityCriteria = new("Firms of any country"),
        Items = [Item],
        Documents = [new()
        {
            Id = "d1", DocumentType = "biddingDocuments", Format = "application/pdf", Language = "en",
            Title = new("Terms of reference"),
            Url = "https://office.example/Terms of référence.pdf",
            DatePublished = Instant.FromUtc(2026, 11, 2, 9, 0, 0),
        }],
        Amendments = [new()
        {
            Id = "a1", Date = Instant.FromUtc(2026, 11, 22, 8, 0, 0), Description = "Deadline moved by a week",
            Rationale = new("Questions"),
            AmendsReleaseId = "17-1", ReleaseId = "17-2",
        }],
    };

    static PublishedItem Item => new()
    {
        Id = "1",
        Description = new("Router, 10 Gbit/s"),
        Classification = new("UNSPSC", "43222609", "Network routers"),
        AdditionalClassifications = [new("CPV", "32413100", null)],
        Quantity = 40,
        Unit = "piece",
        DeliveryAddresses = [new("Kenya", "Mombasa County")],
    };

    /// <summary>Any release whose texts are trimmed and not empty, as the reader gives them back.</summary>
    public static Gen<PublishedRelease> Any =>
        from n in Gen.Choose(1, 1_000_000)
        from seconds in Gen.Choose(0, 2_000_000_000)
        from tags in Gen.NonEmptyListOf(OneOf<ReleaseTag>())
        from language in Gen.Elements("en", "fr", "es", "ru", "ar", "zh")
        from office in AnyParty
        from others in AnyParty.ListOf()
        from tender in AnyTender
        select new PublishedRelease
        {
            Ocid = $"ocds-test-{n}", Id = $"{n}-{seconds}", Date = Instant.FromUnixTimeSeconds(seconds),
            Tags = [.. tags.Distinct()], Language = language, Tender = tender,
            Parties = [.. others.Append(office).Select((p, i) => p with { Id = $"p{i}" })],
        };

    static Gen<PublishedParty> AnyParty =>
        from name in Local
        from roles in Gen.SubListOf("buyer", "procuringEntity", "funder")
        from address in Maybe(AnyAddress)
        from site in Maybe(Address)
        from person in Maybe(Text)
        select new PublishedParty
        {
            Id = "", Name = name, Roles = [.. roles], Address = address,
            ContactPoint = person is null && site is null ? null : new(person, Url: site),
        };

    static Gen<PublishedTender> AnyTender =>
        from id in Text
        from title in Local
        from description in Maybe(Local)
        from status in OneOf<TenderStatus>()
        from method in MaybeValue(OneOf<ProcurementMethod>())
        from category in OneOf<ProcurementCategory>()
        from details in Maybe(Text)
        from end in MaybeValue(Moment)
        from items in AnyItem.ListOf()
        from documents in AnyDocument.ListOf()
        from amendments in AnyAmendment.ListOf()
        select new PublishedTender
        {
            Id = id, Title = title, Description = description, Status = status, ProcurementMethod = method,
            MainProcurementCategory = category, ProcurementMethodDetails = details, TenderPeriodEnd = end,
            EligibilityCriteria = description, Value = items.Count > 2 ? new(items.Count * 1.25m, "XOF") : null,
            Items = [.. items.Select((item, i) => item with { Id = $"i{i}" })],
            Documents = [.. documents.Select((document, i) => document with { Id = $"d{i}" })],
            Amendments = [.. amendments.Select((amendment, i) => amendment with { Id = $"a{i}" })],
        };

    static Gen<PublishedItem> AnyItem =>
        from description in Maybe(Local)
        from code in Maybe(Gen.Choose(10, 99).Select(n => new OcdsCode("UNSPSC", $"432226{n}", null)))
        from quantity in Gen.Choose(0, 1_000_000)
        from place in Maybe(AnyAddress)
        select new PublishedItem
        {
            Id = "", Description = description, Classification = code, Quantity = quantity / 8m,
            DeliveryAddresses = place is null ? [] : [place],
        };

    static Gen<PublishedDocument> AnyDocument =>
        from title in Maybe(Local)
        from url in Maybe(Gen.OneOf(Address, Text))
        from seconds in Gen.Choose(0, 2_000_000_000)
        select new PublishedDocument
        {
            Id = "", Title = title, Url = url, DatePublished = Instant.FromUnixTimeSeconds(seconds),
        };

    static Gen<PublishedAmendment> AnyAmendment =>
        from rationale in Maybe(Local)
        from seconds in Gen.Choose(0, 2_000_000_000)
        select new PublishedAmendment { Id = "", Date = Instant.FromUnixTimeSeconds(seconds), Rationale = rationale };

    static Gen<OcdsAddress> AnyAddress =>
        from country in Text
        from region in Maybe(Text)
        select new OcdsAddress(country, region);

    static Gen<LocalText> Local =>
        from text in Text
        from languages in Gen.SubListOf("fr", "es", "ru", "ar", "zh")
        select new LocalText(text, languages.ToDictionary(l => l, l => text + l));

    static Gen<OffsetDateTime> Moment =>
        from seconds in Gen.Choose(0, 2_000_000_000)
        from quarters in Gen.Choose(-48, 56)
        select Instant.FromUnixTimeSeconds(seconds).WithOffset(Offset.FromSeconds(quarters * 900));

    static Gen<string> Address => Text.Select(text => "https://office.example/" + text);

    // Letters of many scripts, quotes, markup, control characters; half characters are tested elsewhere.
    static Gen<string> Text => Gen.NonEmptyListOf(Gen.Elements(
        "a", "B", " ", "é", "ع", "器", "😀", "<", "&", "\"", "\\", "/", "\n", "\t", "\u0001", "\u2028", "'", "=", "x"))
        .Select(parts => string.Concat(parts).Trim())
        .Where(text => text.Length > 0);

    static Gen<T> OneOf<T>()
        where T : struct, Enum => Gen.Elements(Enum.GetValues<T>());

    static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : class => Gen.OneOf(Gen.Constant<T?>(null), gen.Select(value => (T?)value));

    static Gen<T?> MaybeValue<T>(Gen<T> gen)
        where T : struct => Gen.OneOf(Gen.Constant<T?>(null), gen.Select(value => (T?)value));
}
