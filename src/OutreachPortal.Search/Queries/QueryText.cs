using System.Globalization;
using System.Text;

namespace OutreachPortal.Search;

/// <summary>
/// Reads what people type: Lucene's classic syntax. Words side by side must all match; OR binds tighter than a space
/// and AND tighter than OR, so that <c>road OR bridge repair</c> asks for repair of either.
/// </summary>
public static class QueryText
{
    /// <summary>Reads any text at all; there is no text that cannot be read.</summary>
    /// <param name="text">As typed; control characters, direction marks and lone surrogates are spaces.</param>
    /// <param name="options">Fields and limits.</param>
    /// <returns>The query, and a note for each thing that was not read as it was meant.</returns>
    public static ParsedText Parse(string text, QueryTextOptions options)
    {
        List<QueryNote> notes = [];
        if (text.Length > options.MaxLength)
        {
            notes.Add(new QueryNote(QueryNoteKind.TooLong, ""));
        }

        var clean = Clean(TextCut.First(text, options.MaxLength));
        var root = new QueryTextReader(clean, options, notes).Read();
        if (root is null)
        {
            notes.Add(new QueryNote(QueryNoteKind.Empty, ""));
        }

        return new ParsedText(root ?? new AnyText(), notes);
    }

    static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var paired = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            clean.Append(paired ? text[i] : Sign(text[i]));
            if (paired)
            {
                clean.Append(text[++i]);
            }
        }

        return clean.ToString();
    }

    // Full-width signs and typographic quotation marks come from the keyboards of their languages.
    static char Sign(char c) => c switch
    {
        '“' or '”' or '„' or '«' or '»' => '"',
        >= '\uff01' and <= '\uff5e' => (char)(c - 0xfee0),
        _ when IsDirection(c) || char.IsSurrogate(c) || char.IsWhiteSpace(c) => ' ',
        _ when CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Control => ' ',
        _ => c,
    };

    static bool IsDirection(char c) => c is '\u061c' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e')
        or (>= '\u2066' and <= '\u2069');
}
