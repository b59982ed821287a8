using System.Globalization;
using System.Text;

namespace OutreachPortal.Search;

/// <summary>Two ways of writing a word so that its spellings meet.</summary>
static class Folding
{
    const char Tatweel = '\u0640';

    /// <summary>NFKC, lower case, no format characters, Western digits, е for ё: what stemmers expect.</summary>
    public static string Plain(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var composed = TextCut.Clean(text).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var plain = new StringBuilder(composed.Length);
        foreach (var c in composed)
        {
            AppendPlain(plain, c);
        }

        return plain.ToString();
    }

    /// <summary>As <see cref="Plain"/>, and without diacritics: what the neutral field holds.</summary>
    public static string Neutral(string text)
    {
        var plain = Plain(text);
        return Ascii.IsValid(plain) ? plain : WithoutMarks(plain);
    }

    /// <summary>Takes the marks from a text that is plain already, such as a stem.</summary>
    public static string WithoutMarks(string plain)
    {
        var bare = new StringBuilder(plain.Length);
        var previous = '\0';
        foreach (var c in plain.Normalize(NormalizationForm.FormD))
        {
            // й is a letter of its own, not an и with an accent.
            if (!IsMark(c) || (c == '\u0306' && previous == 'и'))
            {
                AppendBare(bare, c);
            }

            previous = c;
        }

        return bare.ToString().Normalize(NormalizationForm.FormC);
    }

    static void AppendPlain(StringBuilder plain, char c)
    {
        if (c == 'ё')
        {
            plain.Append('е');
        }
        else if (char.IsDigit(c) && c > '9')
        {
            plain.Append((char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)));
        }
        else if (c != Tatweel && char.GetUnicodeCategory(c) != UnicodeCategory.Format)
        {
            plain.Append(c);
        }
    }

    static void AppendBare(StringBuilder bare, char c) => _ = c switch
    {
        'ß' => bare.Append("ss"),
        'æ' => bare.Append("ae"),
        'œ' => bare.Append("oe"),
        'ø' => bare.Append('o'),
        'ł' => bare.Append('l'),
        'đ' or 'ð' => bare.Append('d'),
        'ı' => bare.Append('i'),
        'ى' => bare.Append('ي'),
        'ة' => bare.Append('ه'),
        _ => bare.Append(Simplified.Of(c)),
    };

    // Only marks that readers leave out: Latin, Greek and Cyrillic accents, Hebrew points, Arabic harakat.
    // The vowel signs of Indic scripts and the voicing of kana carry the word and stay.
    static bool IsMark(char c) => c is (>= '\u0300' and <= '\u036f') or (>= '\u0591' and <= '\u05c7')
        or (>= '\u064b' and <= '\u065f') or '\u0670' or (>= '\u06d6' and <= '\u06ed');
}
