using System.Text;

namespace OutreachPortal.Exchange;

/// <summary>Content lines (RFC 5545 §3.1): escaped, folded at 75 octets between characters, ended by CRLF.</summary>
internal sealed class ContentLines(Stream target)
{
    const int MaxOctets = 75;

    /// <summary>A line whose value is no text (a date, a number, a URI); none where it is null.</summary>
    public void Raw(string name, string? value)
    {
        if (value is not null) Fold(Encoding.UTF8.GetBytes($"{name}:{value}"));
    }

    /// <summary>A line of text; none where it is null.</summary>
    public void Text(string name, string? text) => Raw(name, text is null ? null : Escaped(text));

    /// <summary>A line of texts between commas; none where the list is empty.</summary>
    public void Texts(string name, IReadOnlyCollection<string> texts)
    {
        if (texts.Count > 0) Raw(name, string.Join(',', texts.Select(Escaped)));
    }

    // §3.3.11; line ends of every kind are one, and other control characters have no place in a text.
    static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            if (c is '\\' or ';' or ',') escaped.Append('\\').Append(c);
            else if (c is '\n') escaped.Append("\\n");
            else if (c is '\t' || !char.IsControl(c)) escaped.Append(c);
        }

        return escaped.ToString();
    }

    // A continuation begins with a space, which counts; no character's bytes are parted.
    void Fold(ReadOnlySpan<byte> line)
    {
        for (var room = MaxOctets; line.Length > room; room = MaxOctets - 1)
        {
            var cut = room;
            while ((line[cut] & 0b1100_0000) == 0b1000_0000) cut--;
            target.Write(line[..cut]);
            target.Write("\r\n "u8);
            line = line[cut..];
        }

        target.Write(line);
        target.Write("\r\n"u8);
    }
}
