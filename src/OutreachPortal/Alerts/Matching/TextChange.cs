using System.Globalization;
using System.Text;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>
/// Whether a changed text says something else. Marks, capitals, accents and misprints do not count; any number does,
/// and so do more words than a correction would touch.
/// </summary>
internal static class TextChange
{
    /// <summary>More different words than this are not the correction of a misprint.</summary>
    const int CorrectedWords = 4;

    /// <summary>Letters by which a corrected word differs from the misprint.</summary>
    const int MisprintedLetters = 2;

    /// <param name="mayBeLong">A text of paragraphs may have a few words corrected; a title has none to spare.</param>
    public static bool IsMaterial(Texts before, Texts after, string language, bool mayBeLong)
    {
        var (was, isNow) = (before.GetValueOrDefault(language), after.GetValueOrDefault(language));
        if (was is not null && isNow is not null) return IsMaterial(was, isNow, mayBeLong);
        // A translation that was added or taken away says nothing new; a text that there was none of does.
        return !before.Keys.Intersect(after.Keys).Any();
    }

    static bool IsMaterial(string before, string after, bool mayBeLong)
    {
        if (before == after) return false;
        var (gone, come) = Exchanged(WordsOf(before), WordsOf(after));
        if (gone.Concat(come).Any(word => word.Any(char.IsDigit))) return true;
        if (mayBeLong) return gone.Count > CorrectedWords || come.Count > CorrectedWords;
        return gone.Count != come.Count || gone.Zip(come).Any(pair => !IsMisprint(pair.First, pair.Second));
    }

    /// <summary>The words that only one of the texts has, in their order.</summary>
    static (List<string> Gone, List<string> Come) Exchanged(List<string> before, List<string> after)
    {
        var left = after.GroupBy(word => word).ToDictionary(word => word.Key, word => word.Count());
        List<string> gone = [];
        foreach (var word in before)
        {
            if (left.GetValueOrDefault(word) > 0) left[word]--;
            else gone.Add(word);
        }
        List<string> come = [.. after.AsEnumerable().Reverse().Where(word => left.GetValueOrDefault(word) > 0 && left[word]-- > 0)];
        come.Reverse();
        return (gone, come);
    }

    static List<string> WordsOf(string text)
    {
        List<string> words = [];
        var word = new StringBuilder();
        foreach (var letter in $"{text.Normalize(NormalizationForm.FormKD)} ")
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark) continue;
            var alone = IsWord(letter);
            if (char.IsLetterOrDigit(letter) && !alone) word.Append(char.ToLowerInvariant(letter));
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
            if (alone) words.Add(letter.ToString());
        }
        return words;
    }

    /// <summary>Kana and Chinese characters: each says something, and no space parts them.</summary>
    static bool IsWord(char letter) => letter is (>= '\u3040' and <= '\u30ff') or (>= '\u3400' and <= '\u9fff');

    static bool IsMisprint(string wrong, string right) =>
        Math.Min(wrong.Length, right.Length) > 2 * MisprintedLetters && Distance(wrong, right) <= MisprintedLetters;

    /// <summary>Letters to put in, take out or exchange (Levenshtein).</summary>
    static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var exchanged = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
                (corner, row[j]) = (row[j], Math.Min(exchanged, Math.Min(row[j], row[j - 1]) + 1));
            }
        }
        return row[b.Length];
    }
}
