using System.Text.Json;
using NodaTime;

namespace OutreachPortal.Exchange.Tests;

public sealed class JobPostingWriterTests
{
    static readonly JobPosting Engineer = new()
    {
        Title = "Network Engineer",
        Description = "<p>Runs the network & its <b>routers</b></p>",
        DatePosted = new(2026, 11, 2),
        ValidThrough = new(new(2026, 12, 1, 17, 0), Offset.FromHours(3)),
        EmploymentTypes = ["FULL_TIME", "TEMPORARY"],
        HiringOrganization = new("Office of Examples", "https://office.example/", "no address"),
        JobLocations = [new("KE", "Nairobi")],
        Identifier = new("Office of Examples", "26-ICT-17"),
        BaseSalary = new("USD", 62_000.5m, 81_000m, "YEAR"),
        Url = "https://portal.example/n/17",
    };

    static JsonElement Write(JobPosting job) => JsonElement.Parse(JobPostingWriter.Write(job));

    [Fact]
    public void The_golden_sample_is_what_is_written() =>
        Written.IsSample("job.jsonld", JobPostingWriter.Write(Engineer));

    [Fact]
    public void What_is_written_is_what_was_said()
    {
        var json = Write(Engineer);

        Assert.Equal(("https://schema.org/", "JobPosting"), (json.Text("@context"), json.Text("@type")));
        Assert.Equal(Engineer.Description, json.Text("description"));
        Assert.Equal("2026-11-02", json.Text("datePosted"));
        Assert.Equal("2026-12-01T17:00:00+03:00", json.Text("validThrough"));
        Assert.Equal(["FULL_TIME", "TEMPORARY"], json.Texts("employmentType"));
        Assert.Equal("https://office.example/", json.At("hiringOrganization").Text("sameAs"));
        Assert.Null(json.At("hiringOrganization").Text("logo"));
        Assert.Equal("KE", json.At("jobLocation")[0].At("address").Text("addressCountry"));
        Assert.Equal("26-ICT-17", json.At("identifier").Text("value"));
        Assert.Equal(62_000.5m, json.At("baseSalary").At("value").Number("minValue"));
        Assert.Equal("false", json.Text("directApply"), ignoreCase: true);
    }

    [Fact]
    public void Work_from_home_names_the_countries_one_may_live_in()
    {
        var json = Write(Engineer with
        {
            JobLocations = [], IsTelecommute = true, ApplicantCountries = ["Kenya", "Sénégal"], ValidThrough = null,
        });

        Assert.Equal("TELECOMMUTE", json.Text("jobLocationType"));
        Assert.Equal("Sénégal", json.At("applicantLocationRequirements")[1].Text("name"));
        Assert.Equal("Country", json.At("applicantLocationRequirements")[1].Text("@type"));
        Assert.Equal(JsonValueKind.Undefined, json.At("jobLocation").ValueKind);
        Assert.Equal(JsonValueKind.Undefined, json.At("validThrough").ValueKind);
    }

    [Fact]
    public void No_text_can_end_the_script_it_stands_in()
    {
        const string Hostile = "</script><!--<script>&amp;\u2028\u2029'\"\\";

        var written = JobPostingWriter.Write(Engineer with { Title = Hostile, Description = Hostile });

        Assert.DoesNotContain(written, c => c is '<' or '>' or '&' or '\u2028' or '\u2029');
        Assert.Equal(Hostile, JsonElement.Parse(written).Text("title"));
    }
}
