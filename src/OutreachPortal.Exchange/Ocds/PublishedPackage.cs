using NodaTime;

namespace OutreachPortal.Exchange;

/// <summary>
/// The head of an OCDS 1.1 release package (release-package-schema.json); its releases stream behind it.
/// </summary>
public sealed record PublishedPackage
{
    /// <summary>The absolute address at which this very package can be had again.</summary>
    public required string Uri { get; init; }

    /// <summary>When anything in it last changed, if the package is made on demand.</summary>
    public required Instant PublishedDate { get; init; }

    /// <summary>Who publishes.</summary>
    public required string Publisher { get; init; }

    /// <summary>The publisher's site, or null; what is no web address is left out.</summary>
    public string? PublisherUri { get; init; }

    /// <summary>The absolute address of the licence of the data, or null; as above.</summary>
    public string? License { get; init; }

    /// <summary>The absolute address of the publication policy, or null; as above.</summary>
    public string? PublicationPolicy { get; init; }

    /// <summary>
    /// Addresses of the <c>extension.json</c> of what goes beyond the core: Location for
    /// <see cref="PublishedItem.DeliveryAddresses"/>, Country code for <see cref="OcdsAddress.CountryCode"/>,
    /// Pagination for <see cref="Next"/>.
    /// </summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>The absolute address of the package that follows (<c>links.next</c>), or null.</summary>
    public string? Next { get; init; }
}
