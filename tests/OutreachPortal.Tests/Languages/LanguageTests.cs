using OutreachPortal.Languages;

namespace OutreachPortal.Tests.Languages;

public sealed class LanguageTests
{
    [Theory]
    [InlineData(null, "en")]
    [InlineData("", "en")]
    [InlineData("fr", "fr")]
    [InlineData("fr-CA,fr;q=0.9,en;q=0.8", "fr")]
    [InlineData("de,es;q=0.7,en;q=0.8", "en")]
    [InlineData("de-DE, ar;q=0.5", "ar")]
    [InlineData("zh-Hans-CN", "zh")]
    [InlineData("ZH", "zh")]
    [InlineData("en;q=0, ru;q=0.1", "ru")]
    [InlineData("*", "en")]
    [InlineData("en;q=0, *", "fr")]
    [InlineData("es;q=0.5, *;q=0.1", "es")]
    [InlineData("es;q=nonsense, ru;q=0.2", "ru")]
    [InlineData("tlh", "en")]
    [InlineData(";;;,,,q=", "en")]
    public void The_best_language_follows_the_header(string? header, string expected) =>
        Assert.Equal(expected, Language.Best(header).Code);

    [Fact]
    public void A_header_of_absurd_length_is_not_read() =>
        Assert.Equal(Language.English, Language.Best(string.Join(',', Enumerable.Repeat("fr", 10_000))));

    [Theory]
    [InlineData("EN")]
    [InlineData("de")]
    [InlineData("")]
    [InlineData(null)]
    public void An_address_names_a_language_exactly(string? code) => Assert.Null(Language.Find(code));

    [Fact]
    public void Only_Arabic_runs_from_right_to_left() =>
        Assert.Equal([Language.Arabic], Language.All.Where(language => language.IsRightToLeft));

    [Fact]
    public void A_language_has_its_name_in_itself()
    {
        Assert.Equal("Deutsch", LanguageName.Of("de"));
        Assert.Equal("XYZ", LanguageName.Of("xyz"));
        Assert.All(Language.All, language => Assert.Equal(language.Name, LanguageName.Of(language.Code)));
    }
}
