using System.Text;

namespace OutreachPortal.Exchange;

/// <summary>Plain text that stays plain when it is read as Markdown.</summary>
internal static class MarkdownText
{
    const string Anywhere = "\\`*_[]<>&~|";
    const string AtStart = "#+-=";

    /// <summary>White space becomes single blanks; signs that Markdown would read become themselves.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                if (escaped.Length == 0 || escaped[^1] != ' ') escaped.Append(' ');
            }
            else
            {
                if (Anywhere.Contains(c)) escaped.Append('\\');
                escaped.Append(c);
            }
        }

        return escaped.ToString();
    }

    /// <summary>Signs that mean something only at the beginning of a line: <c>#</c>, <c>-</c>, <c>1.</c></summary>
    public static string EscapeStart(string line)
    {
        if (line.Length == 0) return line;
        if (AtStart.Contains(line[0])) return "\\" + line;
        var digits = line.TakeWhile(char.IsAsciiDigit).Count();
        var numbered = digits is > 0 and < 10 && digits < line.Length && line[digits] is '.' or ')';
        return numbered ? line.Insert(digits, "\\") : line;
    }
}
