using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Opportunities;

public sealed class ContentTests
{
    [Fact]
    public void A_digest_does_not_depend_on_the_order_of_languages()
    {
        var one = Some.Job() with { Titles = new Texts { ["fr"] = "Ingénieure réseau", ["en"] = "Network engineer" } };
        var other = Some.Job() with
        {
            Titles = new Texts { ["en"] = "Network engineer", ["fr"] = "Ingénieure réseau" },
        };

        Assert.Equal(one.Digest(), other.Digest());
    }

    [Fact]
    public void A_digest_tells_every_change_apart()
    {
        Content[] contents =
        [
            Some.Tender(), Some.Job(), Some.Titled("Another"), Some.Tender() with { Deadline = null },
            Some.Tender() with { InvitesAnswer = false }, Some.Tender() with { Sdgs = [6] },
            Some.Tender() with { Remote = true }, Some.Tender() with { CountryBasis = CountryBasis.Buyer },
            Some.Tender() with { Eligibility = new Eligibility { Encourages = ["women"] } },
        ];

        Assert.Equal(contents.Length, contents.Select(content => content.Digest()).Distinct().Count());
    }

    [Fact]
    public void What_is_kept_says_what_was_said()
    {
        var content = Some.Tender() with
        {
            Sdgs = [6, 9],
            Documents = [new Document("Terms", "https://tenders.example/terms.pdf", "application/pdf", 4_096, "en")],
            Eligibility = new Eligibility
            {
                Nationalities = ["KE", "UG"], Groups = ["ldc"], Notes = Texts.Of("en", "Read the terms."),
            },
            Contact = new Contact("Ms Wanjiru", "bids@tenders.example", null), OtherPlaces = ["Zanzibar"],
        };

        var read = Content.FromJson(content.ToJson());

        Assert.Equal(content.ToJson(), read.ToJson());
        Assert.Equal(content.Digest(), read.Digest());
    }

    [Theory]
    [InlineData("fr", "fr")]
    [InlineData("en", "en")]
    [InlineData("zh", "fr")]
    public void A_reader_gets_the_own_language_else_the_original(string reader, string expected) =>
        Assert.Equal(expected, Some.Job().Titles.In(reader, "fr")!.Language);

    [Fact]
    public void A_text_in_no_wanted_language_is_still_a_text()
    {
        Assert.Equal(new TextIn("sw", "Maji"), new Texts { ["sw"] = "Maji" }.In("en", "fr"));
        Assert.Null(new Texts().In("en", "fr"));
        Assert.Equal("NW/2026/017", (Some.Tender() with { Titles = [] }).TitleIn("en"));
    }
}
