using NodaTime;

namespace OutreachPortal.Exchange;

/// <summary>
/// A release as the OCDS 1.1.5 schema wants it, to be published; <see cref="OcdsRelease"/> is what others published.
/// A release never changes: a change is a new one with its own <see cref="Id"/> and <see cref="Date"/>.
/// </summary>
public sealed record PublishedRelease
{
    /// <summary>The contracting process: a registered prefix, a hyphen, a local id. Not empty.</summary>
    public required string Ocid { get; init; }

    /// <summary>Unique within the <see cref="Ocid"/>. Not empty.</summary>
    public required string Id { get; init; }

    /// <summary>When it was released; written with all its decimals, since releases are merged in this order.</summary>
    public required Instant Date { get; init; }

    /// <summary>What kind of news it is; at least one.</summary>
    public required IReadOnlyList<ReleaseTag> Tags { get; init; }

    /// <summary>The language of every text without a language of its own, ISO 639-1.</summary>
    public required string Language { get; init; }

    /// <summary>
    /// Everybody concerned, each once. The first in the role <c>buyer</c> becomes the release's <c>buyer</c>, the first
    /// <c>procuringEntity</c> the tender's.
    /// </summary>
    public IReadOnlyList<PublishedParty> Parties { get; init; } = [];

    /// <summary>The call.</summary>
    public required PublishedTender Tender { get; init; }
}

/// <summary>Those of the closed codelist releaseTag.csv that a call for offers can have.</summary>
public enum ReleaseTag
{
    /// <summary>A plan, before there is a call.</summary>
    Planning,

    /// <summary>The call's first release.</summary>
    Tender,

    /// <summary>Formally changed (a deadline moved); <see cref="PublishedTender.Amendments"/> says how.</summary>
    TenderAmendment,

    /// <summary>More is said, nothing is changed formally.</summary>
    TenderUpdate,

    /// <summary>Called off.</summary>
    TenderCancellation,

    /// <summary>Somebody won.</summary>
    Award,
}

/// <summary>An organization with its parts in the process (<c>parties[]</c>).</summary>
public sealed record PublishedParty
{
    /// <summary>Its id within the package: scheme and number of <see cref="Identifier"/> where there is one.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, and what it is called in other languages.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Codes of partyRole.csv: <c>buyer</c>, <c>procuringEntity</c> …</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Its number in a register, or null.</summary>
    public OcdsIdentifier? Identifier { get; init; }

    /// <summary>Where it is, or null.</summary>
    public OcdsAddress? Address { get; init; }

    /// <summary>Whom to ask, or null.</summary>
    public OcdsContact? ContactPoint { get; init; }
}

/// <summary>A number in a register of organizations (<c>identifier</c>).</summary>
/// <param name="Scheme">The register, a code of org-id.guide (<c>GB-COH</c>).</param>
/// <param name="Id">The number.</param>
/// <param name="LegalName">The name there.</param>
/// <param name="Uri">The address of the entry; what is no web address is left out.</param>
public sealed record OcdsIdentifier(string Scheme, string Id, string? LegalName = null, string? Uri = null);

/// <summary>An address; as much as is known.</summary>
/// <param name="CountryName">In words.</param>
/// <param name="Region">Province or state.</param>
/// <param name="Locality">Town.</param>
/// <param name="PostalCode">Postal code.</param>
/// <param name="StreetAddress">Street and number.</param>
/// <param name="CountryCode">ISO 3166-1 alpha-2, of the Country code extension.</param>
public sealed record OcdsAddress(
    string? CountryName, string? Region = null, string? Locality = null, string? PostalCode = null,
    string? StreetAddress = null, string? CountryCode = null);

/// <summary>Whom to ask (<c>contactPoint</c>).</summary>
/// <param name="Name">A person or an office.</param>
/// <param name="Email">Mail address.</param>
/// <param name="Telephone">With the country's code.</param>
/// <param name="Url">A page; what is no web address is left out.</param>
public sealed record OcdsContact(string? Name, string? Email = null, string? Telephone = null, string? Url = null);
