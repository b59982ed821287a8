using System.Text;

namespace OutreachPortal.Search;

/// <summary>Keeps text whole where it is cut: no half of a surrogate pair is left standing.</summary>
static class TextCut
{
    /// <summary>The longest beginning of at most <paramref name="length"/> UTF-16 units.</summary>
    public static string First(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        return length > 0 && char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
    }

    /// <summary>
    /// The text with every lone surrogate and U+FFFE replaced by U+FFFD, so that normalization accepts it.
    /// </summary>
    public static string Clean(string text)
    {
        var hasSurrogate = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') >= 0;
        return (hasSurrogate ? Replaced(text) : text).Replace('\ufffe', '\ufffd');
    }

    static string Replaced(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.ToString());
        }

        return clean.ToString();
    }
}
