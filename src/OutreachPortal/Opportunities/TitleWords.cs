using System.Globalization;
using System.Text;

namespace OutreachPortal.Opportunities;

/// <summary>
/// Finds the words and phrases of the tree in a title. Words are compared whole, without case; a final <c>*</c> allows
/// any ending. Chinese has no spaces: there a word is found anywhere.
/// </summary>
internal sealed class TitleWords
{
    readonly ILookup<char, Entry> _byFirst;

    public TitleWords(IEnumerable<Category> categories) =>
        _byFirst = categories
            .SelectMany(category => category.Words.SelectMany(language =>
                language.Value.Select(word => Entry.Of(word, language.Key, category.Code))))
            .Where(entry => entry.Text.Length > 0)
            .ToLookup(entry => entry.Text[0]);

    public IReadOnlyList<string> In(string title)
    {
        var text = Fold(title);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < text.Length; at++)
        {
            foreach (var entry in _byFirst[text[at]])
            {
                if (entry.StandsAt(text, at)) found.Add(entry.Category);
            }
        }
        return [.. found];
    }

    /// <summary>Case, accents and the kind of space or dash do not matter.</summary>
    static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark) continue;
            folded.Append(char.IsWhiteSpace(letter) || char.IsPunctuation(letter) && letter != '*'
                ? ' '
                : char.ToLowerInvariant(letter));
        }
        return folded.ToString();
    }

    sealed record Entry(string Text, bool AnyEnding, bool Anywhere, string Category)
    {
        public static Entry Of(string word, string language, string category)
        {
            var text = Fold(word.Trim());
            var anyEnding = text.EndsWith('*');
            return new(anyEnding ? text[..^1] : text, anyEnding, language == "zh", category);
        }

        public bool StandsAt(string text, int at) =>
            string.CompareOrdinal(text, at, Text, 0, Text.Length) == 0 && (Anywhere || IsWord(text, at));

        bool IsWord(string text, int at)
        {
            if (at > 0 && char.IsLetterOrDigit(text[at - 1])) return false;
            var end = at + Text.Length;
            return AnyEnding || end >= text.Length || !char.IsLetterOrDigit(text[end]);
        }
    }
}
