using OutreachPortal.Languages;

namespace OutreachPortal.Tests.Languages;

public sealed class PluralRuleTests
{
    [Theory]
    [InlineData("en", "One", new long[] { 1 })]
    [InlineData("en", "Other", new long[] { 0, 2, 11, 21, 1_000_000 })]
    [InlineData("fr", "One", new long[] { 0, 1 })]
    [InlineData("fr", "Many", new long[] { 1_000_000, 3_000_000 })]
    [InlineData("fr", "Other", new long[] { 2, 1_000, 1_000_001 })]
    [InlineData("es", "One", new long[] { 1 })]
    [InlineData("es", "Many", new long[] { 1_000_000 })]
    [InlineData("es", "Other", new long[] { 0, 2, 100 })]
    [InlineData("ru", "One", new long[] { 1, 21, 101, 1_001 })]
    [InlineData("ru", "Few", new long[] { 2, 3, 4, 22, 104 })]
    [InlineData("ru", "Many", new long[] { 0, 5, 11, 12, 14, 20, 111, 1_000 })]
    [InlineData("ar", "Zero", new long[] { 0 })]
    [InlineData("ar", "One", new long[] { 1 })]
    [InlineData("ar", "Two", new long[] { 2 })]
    [InlineData("ar", "Few", new long[] { 3, 10, 103, 1_010 })]
    [InlineData("ar", "Many", new long[] { 11, 26, 99, 111 })]
    [InlineData("ar", "Other", new long[] { 100, 101, 102, 1_000 })]
    [InlineData("zh", "Other", new long[] { 0, 1, 2, 100 })]
    public void A_number_takes_the_form_that_CLDR_gives_it(string language, string form, long[] numbers) =>
        Assert.All(numbers, n => Assert.Equal(form, PluralRule.Of(Language.Find(language)!).FormOf(n).ToString()));

    [Fact]
    public void No_number_takes_a_form_that_its_language_lacks() =>
        Assert.All(Language.All.Select(PluralRule.Of), rule =>
            Assert.All(Enumerable.Range(0, 2_000), n => Assert.Contains(rule.FormOf(n), rule.Forms)));
}
