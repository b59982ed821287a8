namespace OutreachPortal.Search;

/// <summary>A place in a query text, and the pieces that can be taken from there.</summary>
sealed class TextScanner(string text)
{
    int _at;

    public bool AtEnd => _at >= text.Length;

    public char Peek => AtEnd ? '\0' : text[_at];

    public void SkipSpaces()
    {
        while (Peek == ' ')
        {
            _at++;
        }
    }

    public bool Take(char sign)
    {
        if (AtEnd || text[_at] != sign)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Takes an operator that stands alone, by either of its names.</summary>
    public string? TakeOperator(string word, string sign) =>
        StandsHere(word) ? Taken(word) : StandsHere(sign) ? Taken(sign) : null;

    /// <summary>Whether AND or OR stands here, where an item should.</summary>
    public bool PeekOperator() => StandsHere("AND") || StandsHere("&&") || StandsHere("OR") || StandsHere("||");

    /// <summary>
    /// Takes + - ! or NOT. A sign followed by a space is what people write between words, and is dropped.
    /// </summary>
    public string? TakeSign()
    {
        var sign = Peek is '+' or '-' or '!' ? text[_at..(_at + 1)] : StandsHere("NOT") ? "NOT" : null;
        if (sign is null)
        {
            return null;
        }

        Taken(sign);
        if (sign != "NOT" && Peek == ' ')
        {
            SkipSpaces();
            return AtEnd ? sign : TakeSign();
        }

        SkipSpaces();
        return sign;
    }

    /// <summary>Takes what looks like a number: digits and points.</summary>
    public string TakeNumber()
    {
        var start = _at;
        while (char.IsAsciiDigit(Peek) || Peek == '.')
        {
            _at++;
        }

        return text[start.._at];
    }

    /// <summary>Takes what stands before the closing sign, and the sign; null when it never closes.</summary>
    public string? TakeUntil(ReadOnlySpan<char> closing)
    {
        for (var end = _at; end < text.Length; end++)
        {
            if (closing.Contains(text[end]))
            {
                var inner = text[_at..end];
                _at = end + 1;
                return inner;
            }

            end += text[end] == '\\' ? 1 : 0;
        }

        return null;
    }

    /// <summary>Takes a name and its colon when <paramref name="accepts"/> the name and something follows.</summary>
    public string? TakeName(Func<string, bool> accepts)
    {
        var end = _at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '_' or '*'))
        {
            end++;
        }

        var named = end > _at && end < text.Length - 1 && text[end] == ':';
        if (!named || string.IsNullOrWhiteSpace(text[(end + 1)..]) || !accepts(text[_at..end]))
        {
            return null;
        }

        var name = text[_at..end];
        _at = end + 1;
        SkipSpaces();
        return name;
    }

    /// <summary>
    /// Takes a word as typed, escapes and wildcards included: up to a space, quote, parenthesis, ~ or ^.
    /// </summary>
    public string TakeWord()
    {
        var start = _at;
        while (!AtEnd && text[_at] is not (' ' or '"' or '(' or ')' or '~' or '^'))
        {
            _at += text[_at] == '\\' && _at + 1 < text.Length ? 2 : 1;
        }

        // A sign that begins no word is still consumed: every call gets further.
        _at += _at == start && !AtEnd && text[_at] is not (')' or '(') ? 1 : 0;
        return text[start.._at];
    }

    /// <summary>The sign that was taken last.</summary>
    public char Previous => _at > 0 ? text[_at - 1] : '\0';

    /// <summary>Whether "from TO until" and a closing bracket follow.</summary>
    public bool HasRange()
    {
        var start = _at;
        var inner = TakeUntil("]}");
        _at = start;
        return inner is not null && inner.Contains(" TO ", StringComparison.Ordinal);
    }

    /// <summary>What may follow a name: the rest, unread.</summary>
    public bool FollowedBy(string start) => text.AsSpan(_at).StartsWith(start, StringComparison.Ordinal);

    bool StandsHere(string word)
    {
        var end = _at + word.Length;
        return FollowedBy(word) && (end == text.Length || text[end] is ' ' or '(' or ')' or '"');
    }

    string Taken(string word)
    {
        _at += word.Length;
        return word;
    }
}
