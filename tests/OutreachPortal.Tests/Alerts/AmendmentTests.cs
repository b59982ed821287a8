using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

public sealed class AmendmentTests
{
    static readonly Content Before = Some.Tender();

    [Fact]
    public void A_moved_deadline_says_from_when_to_when() => Assert.Equal(
        ["Deadline: 1 Dec 2026, 16:00 Nairobi → 8 Dec 2026, 16:00 Nairobi"],
        ChangesTo(Before with { Deadline = new Deadline(new LocalDateTime(2026, 12, 8, 16, 0), "Africa/Nairobi") }));

    [Fact]
    public void The_same_wall_clock_elsewhere_is_another_deadline() => Assert.Equal(
        ["Deadline: 1 Dec 2026, 16:00 Nairobi → 1 Dec 2026, 16:00 Zurich"],
        ChangesTo(Before with { Deadline = new Deadline(new LocalDateTime(2026, 12, 1, 16, 0), "Europe/Zurich") }));

    [Theory]
    [InlineData("Billing sofware for the water works")]
    [InlineData("billing software, for the Water Works!")]
    [InlineData("Bílling software for the water works")]
    public void A_misprint_in_a_title_is_minor(string title)
    {
        Assert.Empty(ChangesTo(Before with { Titles = Texts.Of("en", title) }));
        Assert.False(Amendment.Between(Before, Before with { Titles = Texts.Of("en", title) }, null).IsMaterial);
    }

    [Theory]
    [InlineData("Billing software for the gas works")]
    [InlineData("Billing software for 2 water works")]
    [InlineData("Billing software")]
    public void Another_title_is_not(string title) => Assert.Equal(
        [$"Title: Billing software for the water works → {title}"],
        ChangesTo(Before with { Titles = Texts.Of("en", title) }));

    [Fact]
    public void A_number_in_the_text_counts_and_a_word_does_not()
    {
        var oneWord = Before with { Bodies = Texts.Of("en", "The works ask for a **billing programme** for 40,000 households.") };
        var number = Before with { Bodies = Texts.Of("en", "The works ask for a **billing system** for 60,000 households.") };

        Assert.Empty(ChangesTo(oneWord));
        Assert.Equal(["The notice: the text has changed"], ChangesTo(number));
    }

    [Fact]
    public void A_translation_that_was_added_is_no_change() => Assert.Empty(ChangesTo(Before with
    {
        Titles = new Texts { ["en"] = Before.Titles["en"], ["fr"] = "Logiciel de facturation" },
    }));

    [Fact]
    public void A_Chinese_title_is_compared_character_by_character()
    {
        var before = Before with { Titles = Texts.Of("zh", "北京数据中心设备采购") };

        Assert.True(Amendment.Between(before, before with { Titles = Texts.Of("zh", "上海数据中心设备采购") }, null).IsMaterial);
    }

    [Fact]
    public void What_is_opened_again_says_what_it_was() => Assert.Equal(
        ["Status: Cancelled → Open"], Amendment.Between(Before, Before, Change.Cancelled).In(Readers.In("en")));

    [Fact]
    public void Documents_and_who_may_answer_are_material()
    {
        var changes = ChangesTo(Before with
        {
            Documents = [new Document("Answers to questions", "https://tenders.example/a.pdf")],
            Eligibility = new Eligibility { Nationalities = ["KE"] },
        });

        Assert.Equal(
            [
                "Who can apply: Not stated → Kenya", "Documents: Not stated → Answers to questions",
            ],
            changes);
    }

    static IEnumerable<string> ChangesTo(Content after) => Amendment.Between(Before, after, null).In(Readers.In("en"));
}
