using NodaTime;

namespace OutreachPortal.Exchange;

/// <summary>The call of a <see cref="PublishedRelease"/> (<c>tender</c>).</summary>
public sealed record PublishedTender
{
    /// <summary>The publisher's reference. Not empty.</summary>
    public required string Id { get; init; }

    /// <summary>Title in the release's language and others.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Description, plain text or Markdown, in the release's language and others.</summary>
    public LocalText? Description { get; init; }

    /// <summary>How far it is.</summary>
    public required TenderStatus Status { get; init; }

    /// <summary>Who may offer, or null.</summary>
    public ProcurementMethod? ProcurementMethod { get; init; }

    /// <summary>The publisher's name of the procedure: RFP, RFQ, ITB, EOI, RFI have no code in OCDS.</summary>
    public string? ProcurementMethodDetails { get; init; }

    /// <summary>What is bought, or null.</summary>
    public ProcurementCategory? MainProcurementCategory { get; init; }

    /// <summary>Estimated value, or null; one without amount is left out.</summary>
    public OcdsValue? Value { get; init; }

    /// <summary>From when offers are taken (<c>tenderPeriod.startDate</c>), or null.</summary>
    public OffsetDateTime? TenderPeriodStart { get; init; }

    /// <summary>The deadline (<c>tenderPeriod.endDate</c>) with the offset of its place, or null.</summary>
    public OffsetDateTime? TenderPeriodEnd { get; init; }

    /// <summary>Until when one may ask (<c>enquiryPeriod.endDate</c>), or null.</summary>
    public OffsetDateTime? EnquiryPeriodEnd { get; init; }

    /// <summary>Who may answer, in words, in the release's language and others.</summary>
    public LocalText? EligibilityCriteria { get; init; }

    /// <summary>How to answer, in words, in the release's language and others.</summary>
    public LocalText? SubmissionMethodDetails { get; init; }

    /// <summary>What is bought, line by line.</summary>
    public IReadOnlyList<PublishedItem> Items { get; init; } = [];

    /// <summary>Documents.</summary>
    public IReadOnlyList<PublishedDocument> Documents { get; init; } = [];

    /// <summary>Every formal change so far.</summary>
    public IReadOnlyList<PublishedAmendment> Amendments { get; init; } = [];
}

/// <summary>The closed codelist tenderStatus.csv.</summary>
public enum TenderStatus
{
    /// <summary>Considered.</summary>
    Planning,

    /// <summary>Announced, not open yet.</summary>
    Planned,

    /// <summary>Open until its deadline.</summary>
    Active,

    /// <summary>Called off.</summary>
    Cancelled,

    /// <summary>Nobody won.</summary>
    Unsuccessful,

    /// <summary>Over.</summary>
    Complete,

    /// <summary>Taken back.</summary>
    Withdrawn,
}

/// <summary>The closed codelist method.csv.</summary>
public enum ProcurementMethod
{
    /// <summary>Everybody may offer.</summary>
    Open,

    /// <summary>Those who qualified may.</summary>
    Selective,

    /// <summary>Those who were invited may.</summary>
    Limited,

    /// <summary>One supplier was asked.</summary>
    Direct,
}

/// <summary>The closed codelist procurementCategory.csv.</summary>
public enum ProcurementCategory
{
    /// <summary>Things.</summary>
    Goods,

    /// <summary>Building.</summary>
    Works,

    /// <summary>Work.</summary>
    Services,
}
