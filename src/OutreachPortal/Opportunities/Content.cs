using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Opportunities;

/// <summary>
/// What one revision says: everything the public may read of an opportunity, in every language it has.
/// </summary>
public sealed record Content
{
    public required Kind Kind { get; init; }

    /// <summary>One of <see cref="OpportunityTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>A job's grade as the UN writes it, such as <c>P-3</c>.</summary>
    public string? Grade { get; init; }

    public required string Reference { get; init; }

    public required OrganisationName Organisation { get; init; }

    /// <summary>Language of the original.</summary>
    public required string Language { get; init; }

    public required Texts Titles { get; init; }

    public Texts Summaries { get; init; } = [];

    /// <summary>Markdown.</summary>
    public Texts Bodies { get; init; } = [];

    /// <summary>Beneficiary countries or duty stations, ISO 3166-1 alpha-2 of UNSD's list.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    public CountryBasis CountryBasis { get; init; }

    /// <summary>Names that UNSD's list does not have, as the source wrote them.</summary>
    public IReadOnlyList<string> OtherPlaces { get; init; } = [];

    /// <summary>Town or duty station.</summary>
    public string? Place { get; init; }

    /// <summary>Codes of the portal's tree, without their ancestors.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<ClassificationCode> Codes { get; init; } = [];

    public IReadOnlyList<int> Sdgs { get; init; } = [];

    public bool Remote { get; init; }

    public Eligibility Eligibility { get; init; } = Eligibility.NotStated;

    public IReadOnlyList<Document> Documents { get; init; } = [];

    public Contact? Contact { get; init; }

    public OfficialLink? Link { get; init; }

    public Deadline? Deadline { get; init; }

    /// <summary>False for plans and award notices: there is nothing one could answer.</summary>
    public bool InvitesAnswer { get; init; } = true;

    public string TitleIn(string language) => Titles.In(language, Language)?.Text ?? Reference;

    public string ToJson() => JsonSerializer.Serialize(this, Columns.Json);

    public static Content FromJson(string json) => JsonSerializer.Deserialize<Content>(json, Columns.Json)!;

    /// <summary>
    /// Two contents that say the same have the same digest: SHA-256 of their JSON, lower-case hexadecimal.
    /// </summary>
    public string Digest() => DigestOf(ToJson());

    public static string DigestOf(string json) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}

/// <summary>
/// Where the countries were read: stated as place of delivery or duty, the buyer's address, or the source's country.
/// </summary>
public enum CountryBasis
{
    Stated,
    Buyer,
    Source,
}

public sealed record OrganisationName(string Code, string Name);

/// <summary>A code of a public classification: UNSPSC, CPV, GSIN, ISCO, OPM.</summary>
public sealed record ClassificationCode(string Scheme, string Code, string? Description = null);

/// <summary>A file of the official notice; we link to it and keep no copy.</summary>
public sealed record Document(
    string Title, string? Url, string? Format = null, long? Bytes = null, string? Language = null);

public sealed record Contact(string? Name, string? Email, string? Phone);

/// <summary>The notice in the official system. A link whose host the source does not list is shown as text.</summary>
public sealed record OfficialLink(string Url, bool Trusted);

/// <summary>Who may answer. Null and empty mean that the source does not say.</summary>
public sealed record Eligibility
{
    public static readonly Eligibility NotStated = new();

    /// <summary>Registration the official system asks for: <c>ungm-basic</c>, <c>inspira</c>, <c>none</c> …</summary>
    public string? Registration { get; init; }

    /// <summary>Languages an answer may be written in.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>
    /// Only suppliers or candidates of these countries may answer; empty means no such rule is stated.
    /// </summary>
    public IReadOnlyList<string> Nationalities { get; init; } = [];

    /// <summary>Only suppliers or candidates of these country groups may answer.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary><c>women</c>, <c>disability</c>, <c>local</c> or a country group.</summary>
    public IReadOnlyList<string> Encourages { get; init; } = [];

    public Texts Notes { get; init; } = [];
}
