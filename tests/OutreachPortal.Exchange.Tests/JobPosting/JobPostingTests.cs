using NodaTime;

namespace OutreachPortal.Exchange.Tests;

public sealed class JobPostingTests
{
    static List<ImportRecord<ReliefWebJob>> Feed(string items) =>
        [.. ReliefWebJob.Read(Some.Stream($"<?xml version=\"1.0\"?><channel>{items}</channel>"))];

    [Fact]
    public void An_opening_is_read_and_one_without_number_is_a_problem()
    {
        const string Lines = """
            {"control_number":774,"position_title":"IT Specialist","department":"Parks","agency":"Parks","subagency":null,"occupation_series":["2210 - Information Technology Management"],"close_date":"2026-02-19"}
            {"position_title":"Nobody"}
            """;

        var records = UsaJobsOpening.Read(Some.Stream(Lines)).ToList();

        Assert.Equal(("774", "IT Specialist"), (records[0].Value!.Id, records[0].Value!.Title));
        Assert.Equal(["Parks"], records[0].Value!.Organisation);
        Assert.Equal(new DeadlineText.DateOnly(new LocalDate(2026, 2, 19)), records[0].Value!.Closes);
        Assert.Equal("The opening has no control_number.", records[1].Problem);
    }

    [Fact]
    public void A_job_of_a_feed_is_known_by_its_adid_else_its_link()
    {
        var jobs = Feed("""
            <item><link>https://example.org/jobs?lang=en&amp;adid=42</link><title> Data Officer </title>
              <field_country>KEN</field_country><field_country>UGA</field_country><field_theme>4600</field_theme>
              <body>&lt;p&gt;Work&lt;/p&gt;</body></item>
            <item><link>https://example.org/jobs/7</link><title>   </title></item>
            <item><title>No link</title></item>
            """);

        Assert.Equal(("42", "Data Officer", "<p>Work</p>"),
            (jobs[0].Value!.Id, jobs[0].Value!.Title, jobs[0].Value!.BodyHtml));
        Assert.Equal(["KEN", "UGA"], jobs[0].Value!.Countries);
        Assert.Equal(["4600"], jobs[0].Value!.Terms["field_theme"]);
        Assert.Equal(("https://example.org/jobs/7", null), (jobs[1].Value!.Id, jobs[1].Value!.Title));
        Assert.Contains("no link", jobs[2].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feed_with_a_DTD_broken_XML_or_deep_nesting_ends_with_a_problem()
    {
        static string Problem(string xml) => ReliefWebJob.Read(Some.Stream(xml)).Last().Problem!;

        Assert.Contains("DTD",
            Problem("<!DOCTYPE a [<!ENTITY x \"y\"><!ENTITY z \"&x;&x;\">]><channel><item>&z;</item></channel>"),
                StringComparison.Ordinal);
        Assert.Contains("DTD", Problem("<!DOCTYPE a SYSTEM \"http://127.0.0.1/x.dtd\"><channel/>"),
            StringComparison.Ordinal);
        Assert.Contains("broken", Problem("<channel><item><link>a</item></channel>"), StringComparison.Ordinal);
        Assert.Contains("deeper", Problem("<channel><item>" + string.Concat(Enumerable.Repeat("<b>", 10_000))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_over_its_limit_is_a_problem_and_the_next_is_read()
    {
        var jobs = Feed($"<item><link>a</link><body>{new string('x', ReliefWebJob.MaxLength + 1)}</body></item><item><link>b</link></item>");

        Assert.Contains("longer", jobs[0].Problem, StringComparison.Ordinal);
        Assert.Equal("b", jobs[1].Value!.Id);
    }

    [Fact]
    public void An_ad_in_Markdown_is_its_front_matter_and_its_body()
    {
        var ad = MarkdownJobAd.Read(
            Some.Stream("---\r\ntitle: \"Développeur: Python\"\r\narchived: true\r\ntranslationKey: dev\r\nclosingDate: 2026-05-01\r\nlist: [a]\r\n---\r\n\r\nBody *text*\r\n---\r\nend")).Value!;

        Assert.Equal(("Développeur: Python", true, "dev"), (ad.Title, ad.Archived, ad.TranslationKey));
        Assert.Equal("Body *text*\n---\nend", ad.Body);
        Assert.Equal(new DeadlineText.DateOnly(new LocalDate(2026, 5, 1)), ad.Closes);
    }

    [Fact]
    public void Front_matter_that_is_no_YAML_is_read_by_line_with_a_note()
    {
        var ad = MarkdownJobAd.Read(Some.Stream("---\ntitle: Clerk: \"Ports\" and more\nnote: a\n  and b\n---\nbody"));

        Assert.Equal("Clerk: \"Ports\" and more", ad.Value!.Title);
        Assert.Equal("a and b", ad.Value.Fields["note"]);
        Assert.Contains("line 2", Assert.Single(ad.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Front_matter_that_gives_no_title_is_a_problem_that_names_the_line()
    {
        var broken = MarkdownJobAd.Read(Some.Stream("---\nname: ok\nnote: [unclosed\n---\nbody"));

        Assert.Contains("YAML", broken.Problem, StringComparison.Ordinal);
        Assert.Matches("^line [2-5]$", broken.Position);
        Assert.Contains("no front matter", MarkdownJobAd.Read(Some.Stream("# Title")).Problem,
            StringComparison.Ordinal);
        Assert.Contains("longer",
            MarkdownJobAd.Read(Some.Stream(new string('x', MarkdownJobAd.MaxLength + 9))).Problem,
                StringComparison.Ordinal);
    }
}
