using System.Text.RegularExpressions;
using OutreachPortal.Languages;

namespace OutreachPortal.Tests.Languages;

/// <summary>A missing, empty, untranslated or half-plural phrase fails here, with its key and language.</summary>
public sealed partial class PhraseFilesTests
{
    static readonly Phrases English = Phrases.Read(Language.English);

    public static TheoryData<string> Codes => [.. Language.All.Select(language => language.Code)];

    // Equal to the English on purpose: the same word in both languages.
    static readonly HashSet<(string Language, string Key)> SameWord =
    [
        ("fr", "facet.type"), ("fr", "facet.org"), ("fr", "opportunity.organisation"), ("fr", "opportunity.documents"),
        ("es", "size.kilobytes"), ("es", "size.megabytes"), ("zh", "size.megabytes"), ("fr", "home.fact.organisations"),
    ];

    // Equal in every language: names of formats, and joints without a word.
    static bool IsWordless(string key, string text) =>
        key is "format.csv" or "format.atom" or "format.rss" or "format.json" or "format.ocds"
        || !Placeholder().Replace(text, "").Any(char.IsLetter);

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_language_has_the_same_keys_in_the_same_kind(string code)
    {
        var phrases = Phrases.Read(Language.Find(code)!);

        Assert.Equal(English.Keys.Order(), phrases.Keys.Order());
        Assert.All(English.Keys, key => Assert.True(
            English.Text(key) is null == phrases.Text(key) is null, $"{code} {key}: text or plural forms?"));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void No_phrase_is_empty_or_loses_a_placeholder(string code) =>
        Assert.All(All(code), phrase =>
        {
            Assert.False(string.IsNullOrWhiteSpace(phrase.Text), $"{code} {phrase.Key} is empty");
            var expected = PlaceholdersOf(phrase.Key).Where(name => name != "n" || !phrase.MaySayNumberInWords);
            var actual = new Phrase(phrase.Text).Placeholders.Where(name => name != "n" || !phrase.MaySayNumberInWords);
            Assert.True(expected.Order().SequenceEqual(actual.Order()),
                $"{code} {phrase.Key}: placeholders of \"{phrase.Text}\"");
        });

    [Theory]
    [MemberData(nameof(Codes))]
    public void Plural_forms_are_complete_for_the_language(string code)
    {
        var language = Language.Find(code)!;
        var phrases = Phrases.Read(language);

        Assert.All(phrases.Keys.Where(key => phrases.Plural(key) is not null), key =>
            Assert.Equal(PluralRule.Of(language).Forms.Order(), phrases.Plural(key)!.Keys.Order()));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void No_phrase_is_left_in_English(string code)
    {
        if (code == "en")
            return;

        var english = All("en").GroupBy(phrase => phrase.Key)
            .ToDictionary(group => group.Key, group => group.Select(p => p.Text));
        var untranslated = All(code).Where(phrase =>
            english[phrase.Key].Contains(phrase.Text)
            && !IsWordless(phrase.Key, phrase.Text)
            && !SameWord.Contains((code, phrase.Key)));

        Assert.Empty(untranslated.Select(phrase => $"{code} {phrase.Key}: {phrase.Text}"));
    }

    [Theory]
    [InlineData("ar", '\u0600', '\u06FF')]
    [InlineData("ru", '\u0400', '\u04FF')]
    [InlineData("zh", '\u4E00', '\u9FFF')]
    public void Every_phrase_with_words_is_in_the_script_of_its_language(string code, char first, char last)
    {
        var foreign = All(code).Where(phrase =>
            !IsWordless(phrase.Key, phrase.Text)
            && !SameWord.Contains((code, phrase.Key))
            && !phrase.Text.Any(letter => letter >= first && letter <= last)
            && phrase.Key != "size.kilobytes"); // kB is kB in Chinese

        Assert.Empty(foreign.Select(phrase => $"{code} {phrase.Key}: {phrase.Text}"));
    }

    [Fact]
    public void French_puts_a_space_that_does_not_break_before_high_punctuation() =>
        Assert.Empty(All("fr").Where(phrase => HighPunctuation().IsMatch(phrase.Text)).Select(phrase => phrase.Key));

    static IEnumerable<(string Key, string Text, bool MaySayNumberInWords)> All(string code)
    {
        var phrases = Phrases.Read(Language.Find(code)!);
        foreach (var key in phrases.Keys)
        {
            if (phrases.Text(key) is { } text)
                yield return (key, text.Text, false);
            foreach (var (form, phrase) in phrases.Plural(key) ?? Enumerable.Empty<KeyValuePair<PluralForm, Phrase>>())
                yield return (key, phrase.Text, form is PluralForm.Zero or PluralForm.One or PluralForm.Two);
        }
    }

    static IEnumerable<string> PlaceholdersOf(string key) =>
        (English.Text(key) ?? English.Plural(key)![PluralForm.Other]).Placeholders;

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("[ \\p{L}\\p{N}}][:;?!»]|« ", RegexOptions.None, 1000)]
    private static partial Regex HighPunctuation();
}
