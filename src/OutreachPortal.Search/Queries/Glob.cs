namespace OutreachPortal.Search;

/// <summary>
/// A pattern with * for any characters and ? for one, matched in time proportional to both lengths: Lucene's automaton of
/// some patterns grows exponentially.
/// </summary>
sealed class Glob
{
    readonly List<(char Sign, bool Wild)> _signs = [];

    public Glob(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            var escaped = pattern[i] == '\\' && i + 1 < pattern.Length;
            i += escaped ? 1 : 0;
            _signs.Add((pattern[i], !escaped && pattern[i] is '*' or '?'));
        }

        Prefix = TextCut.First(string.Concat(_signs.TakeWhile(sign => !sign.Wild).Select(sign => sign.Sign)), Token.MaxLength);
    }

    /// <summary>What every match begins with.</summary>
    public string Prefix { get; }

    public bool Matches(string text)
    {
        int at = 0, sign = 0, star = -1, retry = 0;
        while (at < text.Length)
        {
            if (sign < _signs.Count && _signs[sign] is ('*', true))
            {
                (star, retry) = (sign++, at);
            }
            else if (sign < _signs.Count && (_signs[sign] is ('?', true) || _signs[sign] == (text[at], false)))
            {
                (sign, at) = (sign + 1, at + 1);
            }
            else if (star >= 0)
            {
                (sign, at) = (star + 1, ++retry);
            }
            else
            {
                return false;
            }
        }

        return _signs.Skip(sign).All(rest => rest is ('*', true));
    }
}
