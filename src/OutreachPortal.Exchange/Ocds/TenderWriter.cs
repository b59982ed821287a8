using System.Collections.ObjectModel;
using System.Text.Json;
using NodaTime;

namespace OutreachPortal.Exchange;

/// <summary>The properties of a <c>tender</c>, of its parts, and texts in several languages.</summary>
internal static class TenderWriter
{
    public static void Write(Utf8JsonWriter json, PublishedTender tender)
    {
        json.WriteString("id", tender.Id);
        json.Text("title", tender.Title);
        json.Text("description", tender.Description);
        json.WriteString("status", tender.Status.OcdsCode());
        json.Text("procurementMethod", tender.ProcurementMethod?.OcdsCode());
        json.Text("procurementMethodDetails", tender.ProcurementMethodDetails);
        json.Text("mainProcurementCategory", tender.MainProcurementCategory?.OcdsCode());
        json.Object("value", tender.Value?.Amount is null ? null : tender.Value, WriteValue);
        WritePeriod(json, "tenderPeriod", tender.TenderPeriodStart, tender.TenderPeriodEnd);
        WritePeriod(json, "enquiryPeriod", null, tender.EnquiryPeriodEnd);
        json.Text("eligibilityCriteria", tender.EligibilityCriteria);
        json.Text("submissionMethodDetails", tender.SubmissionMethodDetails);
        json.List("items", tender.Items, WriteItem);
        json.List("documents", tender.Documents, WriteDocument);
        json.List("amendments", tender.Amendments, WriteAmendment);
    }

    /// <summary>A member's code in OCDS: its name with a small first letter.</summary>
    public static string OcdsCode<T>(this T member)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(member.ToString());

    /// <summary><c>name</c> and <c>name_xx</c>.</summary>
    public static void Text(this Utf8JsonWriter json, string name, LocalText? text)
    {
        json.Text(name, text?.Text);
        foreach (var (language, other) in text?.Others ?? ReadOnlyDictionary<string, string>.Empty)
            json.Text($"{name}_{language}", other);
    }

    public static void WriteAddress(Utf8JsonWriter json, OcdsAddress address)
    {
        json.Text("streetAddress", address.StreetAddress);
        json.Text("locality", address.Locality);
        json.Text("region", address.Region);
        json.Text("postalCode", address.PostalCode);
        json.Text("countryName", address.CountryName);
        json.Text("countryCode", address.CountryCode);
    }

    static void WriteValue(Utf8JsonWriter json, OcdsValue value)
    {
        if (value.Amount is { } amount) json.WriteNumber("amount", amount);
        json.Text("currency", value.Currency);
    }

    static void WritePeriod(Utf8JsonWriter json, string name, OffsetDateTime? start, OffsetDateTime? end)
    {
        if (start is null && end is null) return;
        json.WriteStartObject(name);
        json.Text("startDate", start?.Rfc3339());
        json.Text("endDate", end?.Rfc3339());
        json.WriteEndObject();
    }

    static void WriteItem(Utf8JsonWriter json, PublishedItem item)
    {
        json.WriteString("id", item.Id);
        json.Text("description", item.Description);
        json.Object("classification", item.Classification, WriteCode);
        json.List("additionalClassifications", item.AdditionalClassifications, WriteCode);
        if (item.Quantity is { } quantity) json.WriteNumber("quantity", quantity);
        json.Object("unit", item.Unit, (j, unit) => j.WriteString("name", unit));
        json.List("deliveryAddresses", item.DeliveryAddresses, WriteAddress);
    }

    static void WriteCode(Utf8JsonWriter json, OcdsCode code)
    {
        json.Text("scheme", code.Scheme);
        json.Text("id", code.Id);
        json.Text("description", code.Description);
    }

    static void WriteDocument(Utf8JsonWriter json, PublishedDocument document)
    {
        json.WriteString("id", document.Id);
        json.Text("documentType", document.DocumentType);
        json.Text("title", document.Title);
        json.Text("description", document.Description);
        json.Text("url", WebAddress.Of(document.Url));
        json.Text("datePublished", document.DatePublished?.Rfc3339());
        json.Text("dateModified", document.DateModified?.Rfc3339());
        json.Text("format", document.Format);
        json.Text("language", document.Language);
    }

    static void WriteAmendment(Utf8JsonWriter json, PublishedAmendment amendment)
    {
        json.WriteString("id", amendment.Id);
        json.WriteString("date", amendment.Date.Rfc3339());
        json.Text("rationale", amendment.Rationale);
        json.Text("description", amendment.Description);
        json.Text("amendsReleaseID", amendment.AmendsReleaseId);
        json.Text("releaseID", amendment.ReleaseId);
    }
}
