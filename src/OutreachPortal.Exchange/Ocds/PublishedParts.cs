using NodaTime;

namespace OutreachPortal.Exchange;

/// <summary>One line of what is bought (<c>items[]</c>).</summary>
public sealed record PublishedItem
{
    /// <summary>Unique within the tender. Not empty.</summary>
    public required string Id { get; init; }

    /// <summary>In the release's language and others.</summary>
    public LocalText? Description { get; init; }

    /// <summary>Its main code, or null.</summary>
    public OcdsCode? Classification { get; init; }

    /// <summary>More codes, each once.</summary>
    public IReadOnlyList<OcdsCode> AdditionalClassifications { get; init; } = [];

    /// <summary>How many <see cref="Unit"/>, or null.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Of what, in words, or null.</summary>
    public string? Unit { get; init; }

    /// <summary>Where is delivered: <c>deliveryAddresses[]</c> of the Location extension.</summary>
    public IReadOnlyList<OcdsAddress> DeliveryAddresses { get; init; } = [];
}

/// <summary>A document of the call (<c>documents[]</c>).</summary>
public sealed record PublishedDocument
{
    /// <summary>Unique within the tender. Not empty.</summary>
    public required string Id { get; init; }

    /// <summary>A code of the open list documentType.csv: <c>tenderNotice</c>, <c>biddingDocuments</c> …</summary>
    public string? DocumentType { get; init; }

    /// <summary>In the release's language and others.</summary>
    public LocalText? Title { get; init; }

    /// <summary>In the release's language and others.</summary>
    public LocalText? Description { get; init; }

    /// <summary>Where it is; what is no web address is left out, for the schema would refuse it.</summary>
    public string? Url { get; init; }

    /// <summary>When it was published, or null.</summary>
    public Instant? DatePublished { get; init; }

    /// <summary>When it was changed, or null.</summary>
    public Instant? DateModified { get; init; }

    /// <summary>Media type, or null.</summary>
    public string? Format { get; init; }

    /// <summary>ISO 639-1, or null.</summary>
    public string? Language { get; init; }
}

/// <summary>A formal change (<c>amendments[]</c>).</summary>
public sealed record PublishedAmendment
{
    /// <summary>Unique within the tender. Not empty.</summary>
    public required string Id { get; init; }

    /// <summary>When it took effect.</summary>
    public required Instant Date { get; init; }

    /// <summary>Why, in the release's language and others.</summary>
    public LocalText? Rationale { get; init; }

    /// <summary>What, in the release's language.</summary>
    public string? Description { get; init; }

    /// <summary>The release with the values before, or null.</summary>
    public string? AmendsReleaseId { get; init; }

    /// <summary>The release with the values after, or null.</summary>
    public string? ReleaseId { get; init; }
}
