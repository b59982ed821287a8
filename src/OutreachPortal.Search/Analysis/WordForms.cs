using System.Text;

namespace OutreachPortal.Search;

/// <summary>What stands in the index for a word: as written, and as the text's language has it.</summary>
/// <param name="Neutral">The word in its neutral folding, as UTF-8; empty when nothing is left of it.</param>
/// <param name="Stem">Its stem with the language's mark before it, null for a stop word, a code, or no
/// language.</param>
sealed record WordForms(byte[] Neutral, byte[]? Stem)
{
    // A few tens of megabytes at most, for a language in which so many different words were met.
    const int MaxKnown = 200_000;

    static readonly BoundedMemo<WordForms> Plain = new(MaxKnown, word => Make(word, null));

    static readonly BoundedMemo<WordForms>[] ByLanguage =
        [.. Language.All.Select(language => new BoundedMemo<WordForms>(MaxKnown, word => Make(word, language)))];

    /// <summary>The forms of a token in a text of a language, null for none of the six.</summary>
    public static WordForms Of(string text, Token token, Language? language)
    {
        var word = token.Length > Token.MaxLength ? token.In(text) : text.AsSpan(token.Start, token.Length);
        return language is null || token.Kind != TokenKind.Part ? Plain.Of(word) : ByLanguage[language.Mark - 1].Of(word);
    }

    static WordForms Make(string word, Language? language)
    {
        var stem = language is not null && Language.HasStems(word) ? language.Stem(word) : null;
        return new WordForms(
            Encoding.UTF8.GetBytes(Folding.Neutral(word)),
            stem is null ? null : Encoding.UTF8.GetBytes(language!.Mark + stem));
    }
}
