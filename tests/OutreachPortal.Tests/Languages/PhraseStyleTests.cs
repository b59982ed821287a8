using System.Text.RegularExpressions;
using OutreachPortal.Languages;

namespace OutreachPortal.Tests.Languages;

/// <summary>Punctuation as each language sets it. What stands beside a * or a ^ is the syntax of a query, not a sentence.</summary>
public sealed class PhraseStyleTests
{
    public static TheoryData<string> Codes => [.. Language.All.Select(language => language.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Quotes_and_dots_are_typographic_and_no_space_is_left_over(string code) =>
        AssertNone(code, "[\"']|\\.\\.\\.|  |^\\s(?![;:] $)|[^,،;؛:]\\s$");

    [Fact]
    public void Chinese_has_the_wide_signs_and_no_space_between_its_words() =>
        AssertNone("zh", "[\u4E00-\u9FFF][,;:?!()]|[,;:!()][\u4E00-\u9FFF]|[\u4E00-\u9FFF] [\u4E00-\u9FFF]");

    [Fact]
    public void Arabic_has_its_own_comma_semicolon_and_question_mark() =>
        AssertNone("ar", "[\u0600-\u06FF»][,;?]");

    [Fact]
    public void Spanish_opens_what_it_closes() =>
        Assert.All(Texts("es"), phrase => Assert.Equal(
            phrase.Text.Count(letter => letter is '¿' or '¡'),
            phrase.Text.Replace("* o ?", "", StringComparison.Ordinal).Count(letter => letter is '?' or '!')));

    [Fact]
    public void Russian_writes_e_and_a_long_dash() => AssertNone("ru", "ё| - ");

    [Theory]
    [MemberData(nameof(Codes))]
    public void What_is_a_sentence_in_English_ends_like_one(string code)
    {
        var ends = Texts(code).ToLookup(phrase => phrase.Key, phrase => phrase.Text[^1] is '.' or '。');

        Assert.All(Texts("en").Where(phrase => phrase.Text[^1] == '.' && !NamesALanguage(phrase.Key)), phrase =>
            Assert.True(ends[phrase.Key].All(isSentence => isSentence), $"{code} {phrase.Key}"));
    }

    // "Язык текста: французский": a name in the nominative cannot stand in a sentence.
    static bool NamesALanguage(string key) => key == "opportunity.text-language";

    static void AssertNone(string code, string pattern)
    {
        var wrong = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));

        Assert.DoesNotContain(Texts(code), phrase => wrong.IsMatch(phrase.Text));
    }

    static IEnumerable<(string Key, string Text)> Texts(string code)
    {
        var phrases = Phrases.Read(Language.Find(code)!);
        foreach (var key in phrases.Keys)
        {
            if (phrases.Text(key) is { } text) yield return (key, text.Text);
            foreach (var (_, form) in phrases.Plural(key) ?? Enumerable.Empty<KeyValuePair<PluralForm, Phrase>>())
                yield return (key, form.Text);
        }
    }
}
