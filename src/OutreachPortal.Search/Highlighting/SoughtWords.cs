namespace OutreachPortal.Search;

/// <summary>The words of a query, as each language has them; remembers the stems it has seen, for one search.</summary>
sealed class SoughtWords
{
    readonly HashSet<string> _words;
    readonly Dictionary<string, HashSet<string>> _stems;
    readonly Dictionary<(string Language, string Word), bool> _seen = [];

    public SoughtWords(Query query)
    {
        List<string> words = [.. Words(query)];
        var meaningful = words.Where(word => !StopWords.Contain(word)).ToList();
        words = meaningful.Count > 0 ? meaningful : words;
        _words = [.. words.Select(Folding.Neutral)];
        _stems = Language.All.ToDictionary(
            language => language.Code, language => words.Select(language.Stem).OfType<string>().ToHashSet());
    }

    public bool IsEmpty => _words.Count == 0;

    /// <summary>Whether a word of a text in this language, null for any other, was asked for.</summary>
    public bool Contain(string word, Language? language)
    {
        var key = (language?.Code ?? "", word);
        if (!_seen.TryGetValue(key, out var sought))
        {
            sought = _seen[key] = _words.Contains(Folding.Neutral(word))
                || (language?.Stem(word) is { } stem && _stems[language.Code].Contains(stem));
        }

        return sought;
    }

    static IEnumerable<string> Words(Query query) => query switch
    {
        TextQuery text => text.Text.Words,
        All all => all.Queries.SelectMany(Words),
        Either either => either.Queries.SelectMany(Words),
        _ => [],
    };
}
