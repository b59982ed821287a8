using AngleSharp.Dom;
using Bunit;
using NodaTime;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Opportunities;

public sealed class OpportunityViewTests : IDisposable
{
    static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 9, 0);

    readonly BunitContext _bunit = new();

    public void Dispose() => _bunit.Dispose();

    [Fact]
    public void What_the_source_does_not_say_is_said_to_be_not_stated()
    {
        var view = Draw(Some.Tender());

        Assert.Equal("No nationality requirement is stated", Fact(view, "Who can apply"));
        Assert.Equal("Not stated", Fact(view, "Registration"));
        Assert.Equal("Not stated", Fact(view, "Language of the response"));
        Assert.Equal("Free", Fact(view, "Cost"));
    }

    [Fact]
    public void Who_may_answer_is_said_in_plain_words()
    {
        var view = Draw(Some.Tender() with
        {
            Eligibility = new Eligibility
            {
                Registration = "ungm-basic", Languages = ["en", "fr"], Nationalities = ["KE"], Encourages = ["women"],
                Notes = Texts.Of("en", "Three years of practice."),
            },
        }, country: "CH");

        Assert.Equal(
            "Nationals of KenyaNot open to suppliers or candidates from Switzerland" +
            "Encourages women and women-owned businessesThree years of practice.", Fact(view, "Who can apply"));
        Assert.Equal("United Nations Global Marketplace (UNGM), basic level: free", Fact(view, "Registration"));
        Assert.Equal("English and French", Fact(view, "Language of the response"));
    }

    [Fact]
    public void A_group_rule_is_asked_of_the_group_of_today()
    {
        var content = Some.Tender() with { Eligibility = new Eligibility { Groups = ["ldc"] } };

        Assert.DoesNotContain(
            "Not open", Fact(Draw(content, country: "NP"), "Who can apply"), StringComparison.Ordinal);
        Assert.Contains(
            "Not open",
            Fact(Draw(content, country: "NP", now: Instant.FromUtc(2026, 11, 25, 9, 0)), "Who can apply"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_an_unknown_host_is_text_with_a_warning()
    {
        var view = Draw(Some.Tender() with
        {
            Link = new OfficialLink("https://un-tenders.example.evil", Trusted: false),
        });

        Assert.Empty(view.QuerySelectorAll("a.official"));
        Assert.Equal(["https://un-tenders.example.evil"], view.Texts(".facts p > code"));
        Assert.Contains("host is not among the known", Fact(view, "Official source"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_basis_of_the_country_and_the_groups_of_that_day_are_shown()
    {
        var view = Draw(
            Some.Tender() with { CountryBasis = CountryBasis.Buyer, Place = "Nairobi" },
            card => card with { Groups = ["developing"] });

        Assert.Equal("Nairobi, Kenyacountry of the buyer; the notice names no place", Fact(view, "Where"));
        Assert.Equal("/en/opportunities?group=developing", view.Href(".facts .marks a"));
    }

    [Fact]
    public void Without_a_deadline_none_is_made_up() =>
        Assert.Equal("No deadline stated", Fact(Draw(Some.Tender() with { Deadline = null }), "Deadline"));

    [Fact]
    public void Subjects_and_goals_lead_to_their_lists()
    {
        var view = Draw(Some.Tender() with { Sdgs = [9] });

        Assert.Equal(
            ["/en/opportunities?category=development", "/en/opportunities?sdg=9"],
            view.QuerySelectorAll("ul.links a").Select(link => link.GetAttribute("href")));
        Assert.Equal(["Development", "9. Industry, innovation and infrastructure"], view.Texts("ul.links a"));
    }

    [Theory]
    [InlineData("buy@works.example", 1)]
    [InlineData("buy@works.example?bcc=x@evil.example", 0)]
    [InlineData("Buyer <buy@works.example>", 0)]
    [InlineData("ask at the desk", 0)]
    public void Only_a_plain_address_is_a_mail_link(string email, int links)
    {
        var view = Draw(Some.Tender() with { Contact = new Contact("Procurement", email, "+254 20 555 100") });

        Assert.Equal(links, view.QuerySelectorAll("a[href^=mailto]").Length);
        Assert.Contains(email, view.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Standing.Closed, "Closed. This notice is closed. Responses are no longer accepted.")]
    [InlineData(Standing.Awarded, "Awarded. The contract has been awarded.")]
    [InlineData(Standing.Cancelled, "Cancelled. The organisation has cancelled this. Do not send a response.")]
    public void What_is_over_says_so_first(Standing standing, string sentence)
    {
        var view = Draw(Some.Tender(), standing: standing);

        Assert.Equal([sentence], view.Texts(".band p"));
        Assert.True(view.QuerySelector(".band")!.CompareDocumentPosition(view.QuerySelector(".facts")!)
            .HasFlag(DocumentPositions.Following));
    }

    [Theory]
    [InlineData(Standing.Open, 1, false)]
    [InlineData(Standing.Closed, 1, true)]
    [InlineData(Standing.Cancelled, 0, true)]
    public void What_is_over_calls_for_no_answer(Standing standing, int follows, bool isQuiet)
    {
        var view = Draw(Some.Tender() with { Link = new OfficialLink("https://tenders.example/017", Trusted: true) }, standing: standing);

        Assert.Equal(follows, view.QuerySelectorAll("a[href*='follow=']").Length);
        Assert.Equal(isQuiet, view.QuerySelector("a.official")!.ClassList.Contains("quiet"));
    }

    [Fact]
    public void A_body_that_is_only_markup_of_another_kind_is_shown_as_text()
    {
        var view = Draw(Some.Tender() with { Bodies = Texts.Of("en", "<script>alert(1)</script> & more") });

        Assert.Empty(view.QuerySelectorAll("script"));
        Assert.Contains("& more", view.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_body_the_reader_is_sent_to_the_source() =>
        Assert.Contains(
            "The source gives no further text. Read the official notice.",
            Draw(Some.Tender() with { Bodies = [] }).Texts("p"));

    [Fact]
    public void In_Arabic_the_English_text_runs_from_left_to_right_and_says_its_language()
    {
        var view = Draw(Some.Tender(), language: "ar");

        Assert.Equal(
            ("en", "ltr"),
            (view.QuerySelector("h1")!.GetAttribute("lang"), view.QuerySelector("h1")!.GetAttribute("dir")));
        Assert.Equal("ltr", view.QuerySelector(".notice")!.GetAttribute("dir"));
        Assert.Contains("الإنكليزية", view.Texts(".told > p.soft")[0], StringComparison.Ordinal);
    }

    static string Fact(IElement view, string name) => Drawn.Flat(view.QuerySelectorAll(".facts dt")
        .Single(term => term.TextContent == name).NextElementSibling!.TextContent);

    IElement Draw(
        Content content, Func<Card, Card>? card = null, string language = "en", string? country = null,
        Instant? now = null, Standing standing = Standing.Open)
    {
        var shown = new Card
        {
            Id = "0123456789", Reference = content.Reference, Kind = content.Kind, Type = content.Type,
            Language = content.Language, Titles = content.Titles, Organisation = content.Organisation,
            Countries = content.Countries, Place = content.Place,
            CountryBasis = content.CountryBasis, Encourages = content.Eligibility.Encourages, State = State.Published,
            Deadline = content.Deadline, SourceKey = Some.SourceKey, SourceId = "017", Link = content.Link,
        };
        return _bunit.Render<OpportunityView>(parameters => parameters
            .Add(view => view.Reader, Readers.In(language) with { Country = country })
            .Add(view => view.File, new OpportunityFile
            {
                Card = card is null ? shown : card(shown), Content = content, Standing = standing,
                Now = now ?? Now, SourceName = "Works",
            })).Find("article");
    }
}
