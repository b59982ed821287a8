using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>A buyer or procuring entity, filled up from <c>parties[]</c> where it is only referred to.</summary>
public sealed record OcdsOrganization
{
    /// <summary>Its id within the release.</summary>
    public string? Id { get; init; }

    /// <summary>Its name, else the legal name of its identifier.</summary>
    public string? Name { get; init; }

    /// <summary>The list its identifier is from (<c>GB-COH</c>).</summary>
    public string? IdentifierScheme { get; init; }

    /// <summary>Its identifier in that list.</summary>
    public string? Identifier { get; init; }

    /// <summary><c>address.countryName</c>: what the publisher wrote, in any language.</summary>
    public string? CountryName { get; init; }

    /// <summary><c>address.country</c> or <c>address.countryCode</c> of extensions; what the publisher wrote.</summary>
    public string? CountryCode { get; init; }

    /// <summary>Town.</summary>
    public string? Locality { get; init; }

    /// <summary>Who to ask.</summary>
    public string? ContactName { get; init; }

    /// <summary>Mail address to ask at, unchecked.</summary>
    public string? ContactEmail { get; init; }

    /// <summary>Telephone number to ask at.</summary>
    public string? ContactTelephone { get; init; }

    /// <summary>Site of the contact, else of the organization.</summary>
    public string? Url { get; init; }

    // A reference {id, name} is completed by the party with that id, else by the only one in that role.
    internal static OcdsOrganization? Of(JsonElement release, JsonElement reference, string role)
    {
        var party = Party(release, reference, role);
        var (own, other) = (Read(reference), Read(party));
        var known = new OcdsOrganization
        {
            Id = own.Id ?? other.Id,
            Name = own.Name ?? other.Name,
            IdentifierScheme = own.IdentifierScheme ?? other.IdentifierScheme,
            Identifier = own.Identifier ?? other.Identifier,
            CountryName = own.CountryName ?? other.CountryName,
            CountryCode = own.CountryCode ?? other.CountryCode,
            Locality = own.Locality ?? other.Locality,
            ContactName = own.ContactName ?? other.ContactName,
            ContactEmail = own.ContactEmail ?? other.ContactEmail,
            ContactTelephone = own.ContactTelephone ?? other.ContactTelephone,
            Url = own.Url ?? other.Url,
        };
        return known == new OcdsOrganization() ? null : known;
    }

    static JsonElement Party(JsonElement release, JsonElement reference, string role)
    {
        var id = reference.Text("id");
        var parties = release.List("parties");
        return id is not null
            && parties.FirstOrDefault(p => p.Text("id") == id) is { ValueKind: JsonValueKind.Object } same
            ? same
            : reference.Text("name") is null ? parties.FirstOrDefault(p => p.Texts("roles").Contains(role)) : default;
    }

    static OcdsOrganization Read(JsonElement party)
    {
        var (identifier, address, contact) = (party.At("identifier"), party.At("address"), party.At("contactPoint"));
        return new()
        {
            Id = party.Text("id"),
            Name = party.Text("name") ?? identifier.Text("legalName"),
            IdentifierScheme = identifier.Text("scheme"),
            Identifier = identifier.Text("id"),
            CountryName = address.Text("countryName"),
            CountryCode = address.Text("country") ?? address.Text("countryCode"),
            Locality = address.Text("locality"),
            ContactName = contact.Text("name"),
            ContactEmail = contact.Text("email"),
            ContactTelephone = contact.Text("telephone"),
            Url = contact.Text("url") ?? party.At("details").Text("url") ?? identifier.Text("uri"),
        };
    }
}
