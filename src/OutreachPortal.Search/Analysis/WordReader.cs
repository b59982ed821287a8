using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>
/// Finds the words of a text. A joined word is read whole and in parts, because people search for either; a run of
/// Han characters or kana is read as characters and pairs, because nothing says where its words end.
/// </summary>
sealed class WordReader(string text)
{
    static readonly HashSet<string> Elided = new(StringComparer.OrdinalIgnoreCase)
    {
        "l", "d", "j", "m", "t", "n", "s", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
    };

    readonly List<Token> _tokens = new(Math.Min(text.Length / 5, 1000) + 1);
    readonly List<Part> _parts = [];
    int _at;
    int _position;

    /// <summary>Every token in the order of its position, alternatives of one position together.</summary>
    public static IReadOnlyList<Token> Read(string text) => new WordReader(text).ReadAll();

    List<Token> ReadAll()
    {
        while (_at < text.Length)
        {
            if (ReadSimple())
            {
                continue;
            }

            if (IsUnspaced(_at))
            {
                ReadUnspaced();
            }
            else if (IsWord(_at) || IsLeadingDot(_at))
            {
                ReadJoined();
            }
            else
            {
                _at++;
            }
        }

        return _tokens;
    }

    // Letters between spaces are most of any text. What follows the word must be no joint, mark or sign.
    bool ReadSimple()
    {
        var end = _at;
        while (end < text.Length && CharacterClasses.Of(text[end]) == CharacterClass.Word)
        {
            end++;
        }

        if (end == _at || (end < text.Length && !EndsWord(end)))
        {
            return false;
        }

        Add(TokenKind.Part, _at, end, asked: true);
        _position++;
        _at = end;
        return true;
    }

    bool EndsWord(int at) => CharacterClasses.Of(text[at]) == CharacterClass.None
        || (text[at] is ',' or '.' or ':' && (at + 1 == text.Length || text[at + 1] is ' ' or '\n'));

    void ReadUnspaced()
    {
        List<int> starts = [];
        for (; _at < text.Length && IsUnspaced(_at); _at += Width(_at))
        {
            starts.Add(_at);
        }

        for (var i = 0; i < starts.Count; i++)
        {
            var next = i + 1 < starts.Count ? starts[i + 1] : _at;
            Add(TokenKind.Character, starts[i], next, starts.Count == 1);
            if (i + 1 < starts.Count)
            {
                Add(TokenKind.Pair, starts[i], i + 2 < starts.Count ? starts[i + 2] : _at, asked: true);
            }

            _position++;
        }
    }

    void ReadJoined()
    {
        _parts.Clear();
        var start = _at;
        var joined = false;
        ReadPart();
        for (var joint = Joint(_at); joint > 0; joint = Joint(_at))
        {
            joined |= !IsApostrophe(text[_at]);
            _at += joint;
            ReadPart();
        }

        var end = _at;
        DropElisions();
        if (joined && _parts.Count > 1)
        {
            Add(TokenKind.Whole, start, end, asked: false);
        }

        AddParts();
    }

    void ReadPart()
    {
        var start = _at;
        _at += text[_at] == '.' ? 1 : 0;
        var bare = _at;
        while (_at < text.Length && !IsUnspaced(_at) && (IsWord(_at) || IsContinuing(_at)))
        {
            _at += Width(_at);
        }

        var bareEnd = _at;
        _at += SignAfter(_at);
        _parts.Add(new Part(start, bare, bareEnd, _at));
    }

    // "l'eau" is about water, "supplier's" about the supplier: what was elided or added is no word of its own.
    void DropElisions()
    {
        for (var i = _parts.Count - 2; i >= 0; i--)
        {
            if (!IsApostrophe(text[_parts[i].End]))
            {
                continue;
            }

            if (text[_parts[i + 1].Bare.._parts[i + 1].BareEnd] is "s" or "S")
            {
                _parts.RemoveAt(i + 1);
            }
            else if (Elided.Contains(text[_parts[i].Bare.._parts[i].BareEnd]))
            {
                _parts.RemoveAt(i);
            }
        }
    }

    void AddParts()
    {
        foreach (var part in _parts)
        {
            var signed = part.Start < part.Bare || part.BareEnd < part.End;
            Add(TokenKind.Part, part.Bare, part.BareEnd, !signed);
            if (signed)
            {
                Add(TokenKind.Sign, part.Start, part.End, asked: true);
            }

            _position++;
        }
    }

    void Add(TokenKind kind, int start, int end, bool asked) =>
        _tokens.Add(new Token(kind, start, end - start, _position, asked));

    // Length of what joins the word before to the word after, 0 where the word ends.
    int Joint(int at)
    {
        if (at < text.Length - 3 && text.AsSpan(at, 3).SequenceEqual("://") && StartsWord(at + 3))
        {
            return 3;
        }

        return at < text.Length - 1 && IsJoiner(at) && StartsWord(at + 1) ? 1 : 0;
    }

    bool IsJoiner(int at) => text[at] switch
    {
        ',' => at > 0 && char.IsDigit(text[at - 1]) && char.IsDigit(text[at + 1]),
        '/' or '-' or '_' or '.' or '@' or ':' or '&' or '+' or '=' or '?' or '%' or '#' or '\u2010' or '\u2011' => true,
        var c => IsApostrophe(c),
    };

    bool StartsWord(int at) => at < text.Length && IsWord(at) && !IsUnspaced(at);

    // The # of "C#" and the ++ of "C++", but not the + of "a+b".
    int SignAfter(int at)
    {
        var length = text.AsSpan(at) switch
        {
            ['#', ..] => 1,
            ['+', '+', ..] => 2,
            ['+', ..] => 1,
            _ => 0,
        };
        return length > 0 && !StartsWord(at + length) ? length : 0;
    }

    bool IsLeadingDot(int at) => text[at] == '.' && at + 1 < text.Length && char.IsLetter(text[at + 1])
        && !IsUnspaced(at + 1) && (at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] is '(' or '"' or '/' or ',');

    bool IsWord(int at) => Is(at, CharacterClass.Word);

    bool IsContinuing(int at) => Is(at, CharacterClass.Continuing);

    bool IsUnspaced(int at) => Is(at, CharacterClass.Unspaced);

    bool Is(int at, CharacterClass which) => (CharacterClasses.At(text, at) & which) != CharacterClass.None;

    int Width(int at) => char.IsSurrogatePair(text, at) ? 2 : 1;

    static bool IsApostrophe(char c) => c is '\'' or '\u2019' or '\u02bc';

    [StructLayout(LayoutKind.Auto)]
    readonly record struct Part(int Start, int Bare, int BareEnd, int End);
}
