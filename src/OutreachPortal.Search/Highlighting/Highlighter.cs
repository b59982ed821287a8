namespace OutreachPortal.Search;

/// <summary>Finds the piece of a text that shows best why it matches, by reading the original again.</summary>
sealed class Highlighter(SoughtWords sought, int length)
{
    /// <summary>What follows in a longer text is not looked at.</summary>
    public const int MaxRead = 20_000;

    /// <summary>The best fragment of the texts of one field, null when none shows a word asked for.</summary>
    public Fragment? Best(string field, IEnumerable<(string Language, string Text)> texts) =>
        texts.Select(text => Best(field, text.Language, text.Text)).OfType<(Fragment Fragment, int Worth)>()
            .OrderByDescending(found => found.Worth).Select(found => found.Fragment).FirstOrDefault();

    (Fragment Fragment, int Worth)? Best(string field, string language, string text)
    {
        var read = TextCut.First(text, MaxRead);
        var tokens = WordReader.Read(read).Where(token => token.Kind != TokenKind.Whole).ToList();
        var known = Language.Of(language);
        var matches = Merged(tokens.Where(token => token.Asked && sought.Contain(token.In(read), known)));
        if (matches.Count == 0)
        {
            return null;
        }

        var (first, worth) = Densest(read, matches);
        var start = read.Length <= length ? 0 : Before(tokens, matches, first);
        var end = read.Length <= length ? read.Length : After(read, tokens, start, matches[first].End);
        var inside = matches.Where(match => match.Start >= start && match.End <= end);
        List<FragmentRange> ranges = [.. inside.Select(match => new FragmentRange(match.Start - start, match.End - match.Start))];
        return (new Fragment(field, language, read[start..end], start, ranges), worth);
    }

    static List<(int Start, int End)> Merged(IEnumerable<Token> tokens)
    {
        List<(int Start, int End)> merged = [];
        foreach (var token in tokens)
        {
            if (merged.Count > 0 && token.Start < merged[^1].End)
            {
                merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, token.End));
            }
            else
            {
                merged.Add((token.Start, token.End));
            }
        }

        return merged;
    }

    // The first match of the window with most different words, then most words, then the earliest.
    (int First, int Worth) Densest(string text, List<(int Start, int End)> matches)
    {
        var best = (First: 0, Worth: 0);
        for (var first = 0; first < matches.Count; first++)
        {
            var inside = matches.Skip(first).TakeWhile(match => match.End - matches[first].Start <= length)
                .Select(match => Folding.Neutral(text[match.Start..match.End])).ToList();
            var worth = (inside.Distinct().Count() * 1000) + Math.Min(inside.Count, 999);
            best = worth > best.Worth ? (first, worth) : best;
        }

        return best;
    }

    // A quarter of the fragment leads up to its first match.
    int Before(List<Token> tokens, List<(int Start, int End)> matches, int first)
    {
        var earliest = Math.Max(0, matches[first].Start - (length / 4));
        return tokens.Select(token => token.Start).First(start => start >= earliest);
    }

    int After(string text, List<Token> tokens, int start, int atLeast)
    {
        var latest = start + length;
        if (latest >= text.Length)
        {
            return text.Length;
        }

        var end = tokens.Select(token => token.End).TakeWhile(end => end <= latest).LastOrDefault();
        return Math.Max(end, atLeast);
    }
}
