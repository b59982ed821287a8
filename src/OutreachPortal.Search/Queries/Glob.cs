using System.Text;

namespace OutreachPortal.Search;

/// <summary>
/// A pattern with * for any characters and ? for one, matched in time proportional to both lengths: Lucene's automaton
/// of some patterns grows exponentially. It works on UTF-8, which is what an index holds.
/// </summary>
sealed class Glob
{
    // Neither byte occurs in UTF-8.
    const byte Any = 0xff;
    const byte One = 0xfe;

    readonly byte[] _signs;
    readonly byte[] _longest;

    public Glob(string pattern)
    {
        var signs = new List<byte>(pattern.Length);
        var plain = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var escaped = pattern[i] == '\\' && i + 1 < pattern.Length;
            i += escaped ? 1 : 0;
            if (!escaped && pattern[i] is '*' or '?')
            {
                Add(signs, plain);
                signs.Add(pattern[i] == '*' ? Any : One);
            }
            else
            {
                plain.Append(pattern[i]);
            }
        }

        Add(signs, plain);
        _signs = [.. signs];
        Prefix = TextCut.First(Encoding.UTF8.GetString(signs.TakeWhile(sign => sign < One).ToArray()), Token.MaxLength);
        _longest = Longest(_signs);
    }

    /// <summary>What every match begins with.</summary>
    public string Prefix { get; }

    public bool Matches(string text)
    {
        Span<byte> bytes = stackalloc byte[3 * Token.MaxLength];
        return Encoding.UTF8.TryGetBytes(text, bytes, out var length)
            ? Matches(bytes[..length])
            : Matches(Encoding.UTF8.GetBytes(text).AsSpan());
    }

    /// <summary>Whether a word, as UTF-8, is what the pattern describes.</summary>
    public bool Matches(ReadOnlySpan<byte> text)
    {
        // Most words lack the longest piece, which is quickly seen.
        if (_longest.Length > 0 && text.IndexOf(_longest) < 0)
        {
            return false;
        }

        int at = 0, sign = 0, star = -1, retry = 0;
        while (at < text.Length)
        {
            if (sign < _signs.Length && _signs[sign] == Any)
            {
                (star, retry) = (sign++, at);
            }
            else if (sign < _signs.Length && (_signs[sign] == One || _signs[sign] == text[at]))
            {
                at = _signs[sign++] == One ? Next(text, at) : at + 1;
            }
            else if (star >= 0)
            {
                (sign, at) = (star + 1, retry = Next(text, retry));
            }
            else
            {
                return false;
            }
        }

        return _signs.AsSpan(sign).IndexOfAnyExcept(Any) < 0;
    }

    static int Next(ReadOnlySpan<byte> text, int at)
    {
        at++;
        while (at < text.Length && (text[at] & 0xc0) == 0x80)
        {
            at++;
        }

        return at;
    }

    static void Add(List<byte> signs, StringBuilder plain)
    {
        signs.AddRange(Encoding.UTF8.GetBytes(plain.ToString()));
        plain.Clear();
    }

    static byte[] Longest(byte[] signs)
    {
        var first = 0;
        var longest = ReadOnlySpan<byte>.Empty;
        for (var end = 0; end <= signs.Length; end++)
        {
            if (end < signs.Length && signs[end] < One)
            {
                continue;
            }

            longest = end - first > longest.Length ? signs.AsSpan(first, end - first) : longest;
            first = end + 1;
        }

        return longest.ToArray();
    }
}
