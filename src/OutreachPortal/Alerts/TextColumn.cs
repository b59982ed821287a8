using System.Text;
using OutreachPortal.Languages;

namespace OutreachPortal.Alerts;

/// <summary>Plain text in a column: lines of 72, broken where the language breaks them.</summary>
internal sealed class TextColumn(Words words)
{
    const int Width = 72;

    /// <summary>Never at the beginning of a line in Chinese.</summary>
    const string Closers = "，。、；：！？）》”’…";

    /// <summary>Never at the end of one.</summary>
    const string Openers = "（《“‘";

    readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    /// <summary>Never broken, and free of marks of direction: whoever copies it gets the address.</summary>
    public void Address(string address) => _text.Append(address).Append('\n');

    public void Paragraph(string text)
    {
        Line(text);
        Blank();
    }

    public void Blank() => _text.Append('\n');

    /// <param name="indent">Before every line but the first.</param>
    public void Line(string text, string indent = "") => Lines(text, Direction, indent);

    /// <summary>In another language, which may run the other way.</summary>
    public void Foreign(string text) => Lines(text, "", "");

    void Lines(string text, string direction, string indent)
    {
        foreach (var (number, line) in Lines(text, Width - indent.Length).Index())
            _text.Append(direction).Append(number == 0 ? "" : indent).Append(line).Append('\n');
    }

    /// <summary>A line that begins with a foreign name still runs the way of the language.</summary>
    string Direction => words.Language.IsRightToLeft ? "\u200f" : "";

    static IEnumerable<string> Lines(string text, int most)
    {
        var line = new StringBuilder();
        var width = 0;
        foreach (var (piece, space) in Pieces(text))
        {
            var wide = WidthOf(piece);
            if (width > 0 && width + space.Length + wide > most)
            {
                yield return line.ToString();
                line.Clear();
                width = 0;
            }
            else if (width > 0) line.Append(space);
            width += wide + (line.Length > 0 ? space.Length : 0);
            line.Append(piece);
        }
        if (line.Length > 0) yield return line.ToString();
    }

    /// <summary>What stays on one line, each with the space before it: words, and single Chinese characters.</summary>
    static IEnumerable<(string Piece, string Space)> Pieces(string text)
    {
        foreach (var word in text.Split(' '))
        {
            var from = 0;
            for (var at = 1; at < word.Length; at++)
            {
                if (!MayBreak(word[at - 1], word[at])) continue;
                yield return (word[from..at], from == 0 ? " " : "");
                from = at;
            }
            yield return (word[from..], from == 0 ? " " : "");
        }
    }

    static bool MayBreak(char before, char after) =>
        (IsWide(before) || IsWide(after)) && !Openers.Contains(before) && !Closers.Contains(after);

    static int WidthOf(string piece) => piece.Sum(letter => IsWide(letter) ? 2 : 1);

    /// <summary>A Chinese character is as wide as two letters.</summary>
    static bool IsWide(char letter) => letter is >= '\u2e80' and <= '\uff60';
}
