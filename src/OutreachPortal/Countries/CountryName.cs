using System.Globalization;
using System.Text;

namespace OutreachPortal.Countries;

/// <summary>
/// A country's name with everything folded away that files disagree about: case, accents, punctuation, "the".
/// </summary>
internal static class CountryName
{
    /// <summary>"Côte d'Ivoire" becomes "cote divoire".</summary>
    public static string Fold(string name) => Fold(name, apostrophe: "");

    /// <summary>"Côte d'Ivoire" becomes "cote d ivoire", as files write it that know no apostrophe.</summary>
    public static string FoldApart(string name) => Fold(name, apostrophe: " ");

    static string Fold(string name, string apostrophe)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var letter in name.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(letter);
            if (category is UnicodeCategory.NonSpacingMark) continue;
            if (char.IsLetterOrDigit(letter) || category is UnicodeCategory.SpacingCombiningMark)
                folded.Append(letter);
            else if (letter == '&') folded.Append(" and ");
            else if (IsApostrophe(letter)) folded.Append(apostrophe);
            else if (letter != '.') folded.Append(' ');
        }
        var words = folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words is ["the", ..] ? words[1..] : words);
    }

    static bool IsApostrophe(char letter) => letter is '\'' or '’' or '‘' or 'ʼ' or '`' or '´' or '‑';
}
