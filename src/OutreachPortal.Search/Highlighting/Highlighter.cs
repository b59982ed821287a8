namespace OutreachPortal.Search;

/// <summary>Finds the piece of a text that shows best why it matches, by reading the original again.</summary>
sealed class Highlighter(SoughtWords sought, int length)
{
    /// <summary>What follows in a longer text is not looked at.</summary>
    public const int MaxRead = 20_000;

    /// <summary>The best fragment of the texts of one field, null when none shows a word asked for.</summary>
    public Fragment? Best(string field, IEnumerable<(string Language, string Text)> texts)
    {
        (Fragment Fragment, int Worth)? best = null;
        foreach (var (language, text) in texts)
        {
            if (Best(field, language, text) is { } found && !(found.Worth <= best?.Worth))
            {
                best = found;
            }
        }

        return best?.Fragment;
    }

    (Fragment Fragment, int Worth)? Best(string field, string language, string text)
    {
        var read = TextCut.First(text, MaxRead);
        var tokens = WordReader.Read(read);
        var matches = Matches(read, tokens, sought.In(Language.Of(language)));
        if (matches.Count == 0)
        {
            return null;
        }

        var (first, worth) = Densest(read, matches);
        var start = read.Length <= length ? 0 : Before(tokens, matches, first);
        var end = read.Length <= length ? read.Length : After(read, tokens, start, matches[first].End);
        List<FragmentRange> ranges = [];
        foreach (var match in matches)
        {
            if (match.Start >= start && match.End <= end)
            {
                ranges.Add(new FragmentRange(match.Start - start, match.End - match.Start));
            }
        }

        return (new Fragment(field, language, read[start..end], start, ranges), worth);
    }

    // Overlapping ones become one; the joined word is found by its parts.
    static List<(int Start, int End)> Matches(string text, IReadOnlyList<Token> tokens, SoughtWords.Judged judged)
    {
        List<(int Start, int End)> matches = [];
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (!token.Asked || !judged.Contain(text.AsSpan(token.Start, Math.Min(token.Length, Token.MaxLength))))
            {
                continue;
            }

            if (matches.Count > 0 && token.Start < matches[^1].End)
            {
                matches[^1] = (matches[^1].Start, Math.Max(matches[^1].End, token.End));
            }
            else
            {
                matches.Add((token.Start, token.End));
            }
        }

        return matches;
    }

    // The first match of the window with most different words, then most words, then the earliest.
    (int First, int Worth) Densest(string text, List<(int Start, int End)> matches)
    {
        List<string> words = [.. matches.Select(match => Folding.Neutral(text[match.Start..match.End]))];
        var best = (First: 0, Worth: 0);
        for (int first = 0, end = 0; first < matches.Count; first++)
        {
            while (end < matches.Count && matches[end].End - matches[first].Start <= length)
            {
                end++;
            }

            var inside = Math.Max(end, first) - first;
            var worth = inside == 0 ? 0 : (words.Slice(first, inside).Distinct().Count() * 1000) + Math.Min(inside, 999);
            best = worth > best.Worth ? (first, worth) : best;
            end = Math.Max(end, first + 1);
        }

        return best;
    }

    // A quarter of the fragment leads up to its first match.
    int Before(IReadOnlyList<Token> tokens, List<(int Start, int End)> matches, int first)
    {
        var earliest = Math.Max(0, matches[first].Start - (length / 4));
        var at = 0;
        while (tokens[at].Start < earliest || tokens[at].Kind == TokenKind.Whole)
        {
            at++;
        }

        return Math.Min(tokens[at].Start, matches[first].Start);
    }

    int After(string text, IReadOnlyList<Token> tokens, int start, int atLeast)
    {
        var latest = start + length;
        if (latest >= text.Length)
        {
            return text.Length;
        }

        var end = atLeast;
        for (var at = 0; at < tokens.Count && tokens[at].Start < latest; at++)
        {
            end = tokens[at].Kind != TokenKind.Whole && tokens[at].End <= latest ? Math.Max(end, tokens[at].End) : end;
        }

        return end;
    }
}
