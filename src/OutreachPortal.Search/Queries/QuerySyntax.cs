using System.Text;

namespace OutreachPortal.Search;

/// <summary>The signs of the query syntax, and how a word that contains them is written.</summary>
static class QuerySyntax
{
    /// <summary>The signs that a backslash makes plain.</summary>
    public const string Signs = "+-&|!(){}[]^\"~*?:\\/";

    static readonly string[] Words = ["AND", "OR", "NOT", "TO"];

    public static string Escape(string word)
    {
        var escaped = new StringBuilder(word.Length);
        if (Words.Contains(word))
        {
            escaped.Append('\\');
        }

        foreach (var c in word)
        {
            escaped.Append(Signs.Contains(c) || char.IsWhiteSpace(c) ? "\\" : "").Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>As <see cref="Escape"/>, leaving the wildcards and what is escaped in the pattern already.</summary>
    public static string EscapePattern(string pattern)
    {
        var escaped = new StringBuilder(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                escaped.Append(pattern[i++]).Append(pattern[i]);
                continue;
            }

            var plain = pattern[i] is '*' or '?' || (!Signs.Contains(pattern[i]) && !char.IsWhiteSpace(pattern[i]));
            escaped.Append(plain ? "" : "\\").Append(pattern[i]);
        }

        return escaped.ToString();
    }

    public static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
