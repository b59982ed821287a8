using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>The <c>tender</c> of a release: the call itself. Everything but the object may be missing.</summary>
public sealed record OcdsTender
{
    /// <summary>Items and documents beyond this number are counted, not kept.</summary>
    public const int MaxKept = 200;

    /// <summary>Distinct codes and places beyond this number are left out.</summary>
    public const int MaxDistinct = 100;

    /// <summary>Its id, often the publisher's reference number.</summary>
    public string? Id { get; init; }

    /// <summary>Title; missing in Canada's files of 2014, whose text stands in the first item.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Description.</summary>
    public required LocalText Description { get; init; }

    /// <summary>Status as written; the closed list of OCDS, or the publisher's own words.</summary>
    public string? Status { get; init; }

    /// <summary><c>open</c>, <c>selective</c>, <c>limited</c>, <c>direct</c>, or the publisher's own words.</summary>
    public string? ProcurementMethod { get; init; }

    /// <summary>The publisher's name of the procedure (RFP, open procedure above threshold).</summary>
    public string? ProcurementMethodDetails { get; init; }

    /// <summary><c>goods</c>, <c>works</c>, <c>services</c>.</summary>
    public string? MainProcurementCategory { get; init; }

    /// <summary>When offers may come in from, as text for <see cref="DeadlineText"/>.</summary>
    public string? TenderPeriodStart { get; init; }

    /// <summary>When offers must be in, as text for <see cref="DeadlineText"/>.</summary>
    public string? TenderPeriodEnd { get; init; }

    /// <summary>Until when one may ask, as text for <see cref="DeadlineText"/>.</summary>
    public string? EnquiryPeriodEnd { get; init; }

    /// <summary>Who may answer.</summary>
    public string? EligibilityCriteria { get; init; }

    /// <summary>How to answer, often with an address.</summary>
    public string? SubmissionMethodDetails { get; init; }

    /// <summary>The page of the tender, where the publisher gives one (<c>url</c>, an extension).</summary>
    public string? Url { get; init; }

    /// <summary>Estimated value.</summary>
    public OcdsValue? Value { get; init; }

    /// <summary>The first <see cref="MaxKept"/> items.</summary>
    public IReadOnlyList<OcdsItem> Items { get; init; } = [];

    /// <summary>How many items there are.</summary>
    public int ItemCount { get; init; }

    /// <summary>Every distinct code of the tender and of all its items, main ones first.</summary>
    public IReadOnlyList<OcdsCode> Codes { get; init; } = [];

    /// <summary>Where is delivered, over all items and lots.</summary>
    public IReadOnlyList<OcdsPlace> Places { get; init; } = [];

    /// <summary>The first <see cref="MaxKept"/> documents.</summary>
    public IReadOnlyList<OcdsDocument> Documents { get; init; } = [];

    /// <summary>What was amended, the first <see cref="MaxKept"/>.</summary>
    public IReadOnlyList<OcdsAmendment> Amendments { get; init; } = [];

    internal static OcdsTender? Of(JsonElement tender) => tender.ValueKind is not JsonValueKind.Object ? null : new()
    {
        Id = tender.Text("id") ?? tender.Text("tenderID"),
        Title = LocalText.Of(tender, "title"),
        Description = LocalText.Of(tender, "description"),
        Status = tender.Text("status"),
        ProcurementMethod = tender.Text("procurementMethod"),
        ProcurementMethodDetails = tender.Text("procurementMethodDetails"),
        MainProcurementCategory = tender.Text("mainProcurementCategory"),
        TenderPeriodStart = tender.At("tenderPeriod").Text("startDate"),
        TenderPeriodEnd = tender.At("tenderPeriod").Text("endDate"),
        EnquiryPeriodEnd = tender.At("enquiryPeriod").Text("endDate"),
        EligibilityCriteria = tender.Text("eligibilityCriteria"),
        SubmissionMethodDetails = tender.Text("submissionMethodDetails"),
        Url = tender.Text("url"),
        Value = OcdsValue.Of(tender.At("value")) ?? OcdsValue.Of(tender.At("minValue")),
        Items = [.. tender.List("items").Take(MaxKept).Select(OcdsItem.Of)],
        ItemCount = tender.List("items").Count(),
        Codes = [.. CodesOf(tender).Distinct().Take(MaxDistinct)],
        Places = OcdsPlace.Of(tender, MaxDistinct),
        Documents = [.. tender.List("documents").Take(MaxKept).Select(OcdsDocument.Of)],
        Amendments = [.. tender.List("amendments").Concat(tender.List("amendment"))
            .Take(MaxKept).Select(OcdsAmendment.Of)],
    };

    static IEnumerable<OcdsCode> CodesOf(JsonElement tender) =>
        OcdsCode.AllOf(tender.At("classification"))
            .Concat(tender.List("items").SelectMany(i => OcdsCode.AllOf(i.At("classification"))))
            .Concat(tender.List("additionalClassifications").SelectMany(OcdsCode.AllOf))
            .Concat(tender.List("items")
            .SelectMany(i => i.List("additionalClassifications").SelectMany(OcdsCode.AllOf)));
}
