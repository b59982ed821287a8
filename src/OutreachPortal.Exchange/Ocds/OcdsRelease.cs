using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>
/// A lenient view of an OCDS release, 1.0 or 1.1, single or merged: numbers written as strings, nulls, wrong shapes and
/// unknown fields survive; what cannot be read is null.
/// </summary>
public sealed record OcdsRelease
{
    /// <summary>The contracting process; null in files that are no OCDS.</summary>
    public string? Ocid { get; init; }

    /// <summary>The release within its process (<c>id</c>, in OCDS 1.0 <c>releaseID</c>).</summary>
    public string? Id { get; init; }

    /// <summary>When it was released, as written.</summary>
    public string? DateText { get; init; }

    /// <summary><see cref="DateText"/> as read.</summary>
    public required DeadlineText Date { get; init; }

    /// <summary><c>tag</c>, in OCDS 1.0 <c>releaseTag</c>; also when it was one text.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Its language as <see cref="LanguageCode"/> spells it.</summary>
    public string? Language { get; init; }

    /// <summary>Who publishes: of the package, else what the release says of its package.</summary>
    public string? Publisher { get; init; }

    /// <summary>The call; null for a release about a contract or a plan.</summary>
    public OcdsTender? Tender { get; init; }

    /// <summary>True when there is a <c>tender</c> object.</summary>
    public bool HasTender => Tender is not null;

    /// <summary>True when anything was awarded or contracted.</summary>
    public bool HasAwards { get; init; }

    /// <summary>Who pays; from <c>buyer</c> and <c>parties[]</c>, else the procuring entity.</summary>
    public OcdsOrganization? Buyer { get; init; }

    /// <summary>Who runs the procedure, where it is named.</summary>
    public OcdsOrganization? ProcuringEntity { get; init; }

    /// <summary>
    /// SHA-256 of the release's JSON in canonical form, in lower-case hexadecimal; see <see cref="CanonicalJson"/>.
    /// </summary>
    public required string ContentHash { get; init; }

    /// <summary>The release as it was, for merging and keeping.</summary>
    public JsonElement Json { get; init; }

    /// <summary>Reads a release; any JSON object gives one, an empty one if need be.</summary>
    /// <param name="json">A release, or what <see cref="ReleaseMerge"/> made of several.</param>
    /// <param name="publisher">The publisher's name of the package it came in.</param>
    public static OcdsRelease From(JsonElement json, string? publisher = null)
    {
        var (tender, date) = (json.At("tender"), json.Text("date") ?? json.Text("releaseDate"));
        var entity = OcdsOrganization.Of(json, tender.At("procuringEntity"), "procuringEntity");
        return new()
        {
            Ocid = json.Text("ocid"),
            Id = json.Text("id") ?? json.Text("releaseID"),
            DateText = date,
            Date = DeadlineText.Read(date),
            Tags = json.Texts("tag") is { Count: > 0 } tags ? tags : json.Texts("releaseTag"),
            Language = LanguageCode.Of(json.Text("language")),
            Publisher = publisher ?? json.At("packageInfo").At("publisher").Text("name"),
            Tender = OcdsTender.Of(tender),
            HasAwards = json.List("awards").Any() || json.List("contracts").Any(),
            Buyer = OcdsOrganization.Of(json, json.At("buyer"), "buyer") ?? entity,
            ProcuringEntity = entity,
            ContentHash = CanonicalJson.Hash(json),
            Json = json,
        };
    }
}
