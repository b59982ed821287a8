using System.Buffers;
using System.Globalization;
using System.Text;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>
/// Text from outside as we keep it: no control characters (PostgreSQL refuses NUL), no half characters, no longer than
/// anybody reads.
/// </summary>
internal static class CleanText
{
    /// <summary>Control characters but tab and the ends of lines.</summary>
    static readonly SearchValues<char> Suspects = SearchValues.Create(
        [
            .. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(IsRefused),
            .. Enumerable.Range(0xD800, 0x800).Select(code => (char)code),
        ]);

    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAny(Suspects)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && IsRefused((char)rune.Value)) continue;
            clean.Append(rune.ToString());
        }
        return clean.ToString();
    }

    /// <summary>On one line, single blanks, cut with an ellipsis.</summary>
    public static string Line(string text, int most) =>
        Cut(string.Join(' ', Of(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), most);

    public static string? LineOrNull(string? text, int most) =>
        text is not null && Line(text, most) is { Length: > 0 } line ? line : null;

    /// <summary>Never between the halves of a character.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        var end = most - 1;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    /// <summary>Each text cleaned and cut; blank ones go.</summary>
    /// <param name="wasCut">The languages whose text was too long.</param>
    public static Texts Of(Texts texts, int most, bool oneLine, out IReadOnlyList<string> wasCut)
    {
        var (kept, cut) = (new Texts(), new List<string>());
        foreach (var (language, text) in texts)
        {
            var whole = oneLine ? Line(text, int.MaxValue) : Of(text).Trim();
            if (whole.Length > most) cut.Add(language);
            if (whole.Length > 0) kept[language] = Cut(whole, most);
        }
        wasCut = cut;
        return kept;
    }

    static bool IsRefused(char letter) =>
        CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.Control && letter is not ('\t' or '\n' or '\r');
}
