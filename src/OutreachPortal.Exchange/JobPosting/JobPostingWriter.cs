using System.Text;
using System.Text.Json;
using NodaTime.Text;

namespace OutreachPortal.Exchange;

/// <summary>Writes a job as JSON-LD (schema.org/JobPosting).</summary>
public static class JobPostingWriter
{
    /// <summary>
    /// The JSON for a <c>&lt;script type="application/ld+json"&gt;</c>: <c>&lt; &gt; &amp; '</c> and U+2028/9 are
    /// escaped, so that no text of it can end the script (HTML Living Standard §4.12.1.3). Write it unencoded.
    /// </summary>
    public static string Write(JobPosting job)
    {
        using var bytes = new MemoryStream();
        using (var json = JsonOut.OpenForPage(bytes))
        {
            json.WriteStartObject();
            json.WriteString("@context", "https://schema.org/");
            Type(json, "JobPosting");
            WriteJob(json, job);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    static void Type(Utf8JsonWriter json, string type) => json.WriteString("@type", type);

    static void WriteJob(Utf8JsonWriter json, JobPosting job)
    {
        json.WriteString("title", job.Title);
        json.WriteString("description", job.Description);
        json.Text("url", WebAddress.Of(job.Url));
        json.Object("identifier", job.Identifier, (j, i) =>
        {
            Type(j, "PropertyValue");
            j.WriteString("name", i.Name);
            j.WriteString("value", i.Value);
        });
        json.WriteString("datePosted", LocalDatePattern.Iso.Format(job.DatePosted));
        json.Text("validThrough", job.ValidThrough?.Rfc3339());
        json.Texts("employmentType", job.EmploymentTypes);
        json.Object("hiringOrganization", job.HiringOrganization, WriteOrganization);
        json.List("jobLocation", job.JobLocations, WritePlace);
        if (job.IsTelecommute) json.WriteString("jobLocationType", "TELECOMMUTE");
        json.List("applicantLocationRequirements", job.ApplicantCountries, (j, name) =>
        {
            Type(j, "Country");
            j.WriteString("name", name);
        });
        json.Object("baseSalary", job.BaseSalary, WriteSalary);
        json.WriteBoolean("directApply", job.DirectApply);
    }

    static void WriteOrganization(Utf8JsonWriter json, HiringOrganization organization)
    {
        Type(json, "Organization");
        json.WriteString("name", organization.Name);
        json.Text("sameAs", WebAddress.Of(organization.SameAs));
        json.Text("logo", WebAddress.Of(organization.Logo));
    }

    static void WritePlace(Utf8JsonWriter json, PostalAddress address)
    {
        Type(json, "Place");
        json.Object("address", address, (j, a) =>
        {
            Type(j, "PostalAddress");
            j.Text("streetAddress", a.StreetAddress);
            j.Text("postalCode", a.PostalCode);
            j.Text("addressLocality", a.AddressLocality);
            j.Text("addressRegion", a.AddressRegion);
            j.WriteString("addressCountry", a.AddressCountry);
        });
    }

    static void WriteSalary(Utf8JsonWriter json, MonetaryAmount salary)
    {
        Type(json, "MonetaryAmount");
        json.WriteString("currency", salary.Currency);
        json.Object("value", salary, (j, s) =>
        {
            Type(j, "QuantitativeValue");
            if (s.MinValue is { } least) j.WriteNumber("minValue", least);
            if (s.MaxValue is { } most) j.WriteNumber("maxValue", most);
            j.WriteString("unitText", s.UnitText);
        });
    }
}
