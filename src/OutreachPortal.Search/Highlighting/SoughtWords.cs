namespace OutreachPortal.Search;

/// <summary>
/// The words of a query, as each language has them; remembers the words it has judged, for one search.
/// </summary>
sealed class SoughtWords
{
    readonly HashSet<string> _words;
    readonly List<string> _asked;
    readonly Dictionary<string, Judged> _languages = [];
    readonly bool[] _firstLetters = new bool[128];

    public SoughtWords(Query query)
    {
        List<string> words = [.. Words(query)];
        var meaningful = words.Where(word => !StopWords.Contain(word)).ToList();
        _asked = meaningful.Count > 0 ? meaningful : words;
        _words = [.. _asked.Select(Folding.Neutral)];
        foreach (var word in _words.Where(word => word.Length > 0 && char.IsAscii(word[0])))
        {
            (_firstLetters[word[0]], _firstLetters[char.ToUpperInvariant(word[0])]) = (true, true);
        }
    }

    public bool IsEmpty => _words.Count == 0;

    /// <summary>The words as a text in this language, null for any other, may have them.</summary>
    public Judged In(Language? language)
    {
        var code = language?.Code ?? "";
        if (!_languages.TryGetValue(code, out var judged))
        {
            judged = _languages[code] = new Judged(this, language);
        }

        return judged;
    }

    static IEnumerable<string> Words(Query query) => query switch
    {
        TextQuery text => text.Text.Words,
        All all => all.Queries.SelectMany(Words),
        Either either => either.Queries.SelectMany(Words),
        Clauses clauses => clauses.Weighed.SelectMany(Words),
        Boosted boosted => Words(boosted.Query),
        _ => [],
    };

    /// <summary>The words asked for, in one language.</summary>
    public sealed class Judged
    {
        readonly SoughtWords _sought;
        readonly Language? _language;
        readonly HashSet<string> _stems;
        readonly Dictionary<string, bool>.AlternateLookup<ReadOnlySpan<char>> _seen =
            new Dictionary<string, bool>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

        public Judged(SoughtWords sought, Language? language)
        {
            (_sought, _language) = (sought, language);
            _stems = language is null ? [] : [.. sought._asked.Select(language.Stem).OfType<string>()];
        }

        /// <summary>Whether a word of a text was asked for.</summary>
        public bool Contain(ReadOnlySpan<char> word)
        {
            // Neither folding nor a stemmer changes the first letter of a word that begins in ASCII.
            if (word[0] < 128 && !_sought._firstLetters[word[0]])
            {
                return false;
            }

            if (!_seen.TryGetValue(word, out var asked))
            {
                asked = Judge(word.ToString());
                _seen[word] = asked;
            }

            return asked;
        }

        bool Judge(string word) => _sought._words.Contains(Folding.Neutral(word))
            || (_language?.Stem(word) is { } stem && _stems.Contains(stem));
    }
}
