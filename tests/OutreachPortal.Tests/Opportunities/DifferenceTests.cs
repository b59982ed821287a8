using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Opportunities;

public sealed class DifferenceTests
{
    [Fact]
    public void What_says_the_same_has_no_difference() =>
        Assert.Empty(Difference.Between(Some.Tender(), Some.Tender()));

    [Fact]
    public void Every_field_that_a_reader_sees_is_compared_and_has_a_name_in_every_language()
    {
        var before = Some.Tender();
        var after = Some.Job() with
        {
            Remote = true, Sdgs = [5], Documents = [new("Terms", null)], Contact = new("A", "b@c.example", null),
            Eligibility = new()
            {
                Registration = "inspira", Languages = ["fr"], Nationalities = ["KE"], Groups = ["ldc"],
                Encourages = ["women"], Notes = Texts.Of("fr", "Trois ans."),
            },
        };

        var found = Difference.Between(before, after);

        Assert.Equal(
            [
                "deadline", "reference", "type", "grade", "organisation", "countries", "place", "remote", "categories",
                "sdgs", "registration", "languages", "nationalities", "groups", "encourages", "documents", "contact",
                "link", "title", "summary", "body", "notes",
            ],
            found.Select(difference => difference.Field).Distinct());
        foreach (var language in Language.All)
        {
            var said = new DifferenceWords(Readers.In(language.Code));
            Assert.All(found, difference => Assert.NotEmpty(said.LineOf(difference)));
        }
    }

    [Fact]
    public void A_value_that_was_not_there_is_said_to_be_not_stated() => Assert.Equal(
        "Registration: Not stated → None needed",
        new DifferenceWords(Readers.In("en")).LineOf(Assert.Single(Difference.Between(
            Some.Tender(), Some.Tender() with { Eligibility = new() { Registration = "none" } }))));

    [Theory]
    [InlineData("a\nb\nc", "a\nc", "b", "")]
    [InlineData("a\nc", "a\nb\nc", "", "b")]
    [InlineData("a\nb\nc\nd", "a\nx\nc\ny", "b d", "x y")]
    [InlineData("a\n\n b ", "a\nb", "", "")]
    [InlineData("", "a\nb", "", "a b")]
    [InlineData("one\ntwo\nthree", "three\none\ntwo", "three", "three")]
    public void Of_a_long_text_only_the_lines_that_went_and_came_are_told(
        string before, string after, string gone, string come)
    {
        var changes = LineChanges.Between(before, after);

        Assert.Equal((gone, come), (string.Join(' ', changes.Gone), string.Join(' ', changes.Come)));
    }

    [Theory]
    [InlineData("a b c", "a x c", "a|b|c")]
    [InlineData("a b", "a b c", "a b||")]
    [InlineData("a", "z", "|a|")]
    [InlineData("a", null, "|a|")]
    [InlineData("a a a", "a a", "a a|a|")]
    [InlineData("1 2 3 4 5 6 7 8 9 x", "1 2 3 4 5 6 7 8 9 y", "… 2 3 4 5 6 7 8 9|x|")]
    public void Of_a_line_in_the_place_of_another_the_words_that_differ_are_told(
        string line, string? partner, string told)
    {
        var part = ChangedPart.Of(line, partner);

        Assert.Equal(told, $"{part.Lead}|{part.Changed}|{part.Tail}");
    }

    [Fact]
    public void Texts_too_long_to_compare_are_told_as_a_whole()
    {
        var (before, after) = (Lines(0), Lines(10_000));

        var changes = LineChanges.Between(before, after);

        Assert.Equal((3_000, 3_000), (changes.Gone.Count, changes.Come.Count));
    }

    static string Lines(int from) => string.Join('\n', Enumerable.Range(from, 3_000));
}
