using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>Writes release packages and releases of OCDS 1.1 (standard.open-contracting.org, schema 1.1.5).</summary>
/// <remarks>What is null or empty is left out; texts in other languages become <c>title_fr</c> and so on.</remarks>
public static class OcdsReleaseWriter
{
    /// <summary><c>application/json</c>, which is UTF-8 by definition.</summary>
    public const string ContentType = "application/json";

    /// <summary>
    /// Writes a release package. The schema wants one release at least: a package without any is valid JSON and OCDS in
    /// all but that.
    /// </summary>
    /// <param name="stream">Only written to asynchronously, and left open.</param>
    /// <param name="package">The head.</param>
    /// <param name="releases">Read one at a time; none may stand twice.</param>
    /// <param name="cancellation">Leaves the file cut.</param>
    public static async Task WriteAsync(
        Stream stream, PublishedPackage package, IAsyncEnumerable<PublishedRelease> releases,
        CancellationToken cancellation = default)
    {
        var buffer = new OutBuffer(stream);
        await using var json = JsonOut.Open(buffer.Bytes);
        json.WriteStartObject();
        WriteHead(json, package);
        json.WriteStartArray("releases");
        await buffer.EachAsync(releases, release => WriteRelease(json, release), cancellation);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        await buffer.HandOnAsync(cancellation);
    }

    /// <summary>Writes one release alone, as it stands in a package.</summary>
    /// <param name="stream">Only written to asynchronously, and left open.</param>
    /// <param name="release">The release.</param>
    /// <param name="cancellation">Leaves nothing or a part.</param>
    public static async Task WriteAsync(
        Stream stream, PublishedRelease release, CancellationToken cancellation = default)
    {
        var buffer = new OutBuffer(stream);
        await using var json = JsonOut.Open(buffer.Bytes);
        WriteRelease(json, release);
        await buffer.HandOnAsync(cancellation);
    }

    static void WriteHead(Utf8JsonWriter json, PublishedPackage package)
    {
        json.WriteString("uri", package.Uri);
        json.WriteString("version", "1.1");
        json.WriteString("publishedDate", package.PublishedDate.Rfc3339Exactly());
        json.Object("publisher", package, (j, p) =>
        {
            j.WriteString("name", p.Publisher);
            j.Text("uri", WebAddress.Of(p.PublisherUri));
        });
        json.Text("license", WebAddress.Of(package.License));
        json.Text("publicationPolicy", WebAddress.Of(package.PublicationPolicy));
        json.Texts("extensions", package.Extensions);
        json.Object("links", package.Next, (j, next) => j.WriteString("next", next));
    }

    static void WriteRelease(Utf8JsonWriter json, PublishedRelease release)
    {
        json.WriteStartObject();
        json.WriteString("ocid", release.Ocid);
        json.WriteString("id", release.Id);
        json.WriteString("date", release.Date.Rfc3339Exactly());
        json.Texts("tag", release.Tags.Select(t => t.OcdsCode()));
        json.WriteString("initiationType", "tender");
        json.WriteString("language", release.Language);
        json.List("parties", release.Parties, WriteParty);
        json.Object("buyer", InRole(release, "buyer"), WriteReference);
        json.Object("tender", release.Tender, (j, tender) =>
        {
            TenderWriter.Write(j, tender);
            j.Object("procuringEntity", InRole(release, "procuringEntity"), WriteReference);
        });
        json.WriteEndObject();
        json.Flush();
    }

    static PublishedParty? InRole(PublishedRelease release, string role) =>
        release.Parties.FirstOrDefault(p => p.Roles.Contains(role));

    static void WriteReference(Utf8JsonWriter json, PublishedParty party)
    {
        json.WriteString("id", party.Id);
        json.Text("name", party.Name.Text);
    }

    static void WriteParty(Utf8JsonWriter json, PublishedParty party)
    {
        json.WriteString("id", party.Id);
        json.Text("name", party.Name);
        json.Object("identifier", party.Identifier, (j, i) =>
        {
            j.Text("scheme", i.Scheme);
            j.Text("id", i.Id);
            j.Text("legalName", i.LegalName);
            j.Text("uri", WebAddress.Of(i.Uri));
        });
        json.Object("address", party.Address, TenderWriter.WriteAddress);
        json.Object("contactPoint", party.ContactPoint, (j, c) =>
        {
            j.Text("name", c.Name);
            j.Text("email", c.Email);
            j.Text("telephone", c.Telephone);
            j.Text("url", WebAddress.Of(c.Url));
        });
        json.Texts("roles", party.Roles);
    }
}
