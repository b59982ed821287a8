using System.Text;

namespace OutreachPortal.Search;

/// <summary>
/// Documents that wait to be written, their words already numbered. Lucene's own gathering hashes every occurrence of
/// every form into a table of lists; here an occurrence is appended to a log, which is sorted when all are there.
/// </summary>
sealed class Gathering
{
    /// <summary>Places between two texts of one field, so that no phrase reaches across.</summary>
    public const int Gap = 128;

    readonly Dictionary<string, int> _byId = [];
    readonly HashSet<int> _dead = [];
    readonly List<byte[]> _records = [];
    readonly List<byte[]> _texts = [];
    readonly Dictionary<string, FieldLog> _words = [];
    readonly Dictionary<string, FieldLog> _values = [];
    readonly Dictionary<string, FieldLog> _codes = [];
    readonly Dictionary<string, Dictionary<int, long>> _numbers = [];
    long _occurrences;
    long _recorded;

    public TermBook Terms { get; } = new();

    /// <summary>Documents, those replaced or removed among them.</summary>
    public int Count => _records.Count;

    /// <summary>The ids of the documents that were neither replaced nor removed.</summary>
    public IReadOnlyCollection<string> Ids => _byId.Keys;

    /// <summary>Bytes of memory, about.</summary>
    public long Size => (sizeof(long) * _occurrences) + _recorded + (100L * Terms.Count);

    /// <summary>The fields of words, of which positions are kept.</summary>
    public IReadOnlyDictionary<string, FieldLog> Words => _words;

    /// <summary>The fields of whole values.</summary>
    public IReadOnlyDictionary<string, FieldLog> Values => _values;

    /// <summary>The fields of codes that become columns.</summary>
    public IReadOnlyDictionary<string, FieldLog> Codes => _codes;

    /// <summary>The numbers of each field, by document.</summary>
    public IReadOnlyDictionary<string, Dictionary<int, long>> Numbers => _numbers;

    public IReadOnlyList<byte[]> Records => _records;

    public IReadOnlyList<byte[]> Texts => _texts;

    public bool IsDead(int document) => _dead.Contains(document);

    public bool HasDead => _dead.Count > 0;

    /// <summary>Begins a document, in place of any of the same id; what is added from now on is its.</summary>
    public void Begin(string id, byte[] record, byte[] texts)
    {
        Remove(id);
        _byId[id] = Count;
        _records.Add(record);
        _texts.Add(texts);
        _recorded += record.Length + texts.Length;
        AddValue(FieldNames.Id, id);
    }

    /// <summary>Takes a document out again.</summary>
    public void Remove(string id)
    {
        if (_byId.Remove(id, out var document))
        {
            _dead.Add(document);
        }
    }

    /// <summary>Adds the words of the texts of a field and returns how many there are.</summary>
    public long AddTexts(string field, IEnumerable<(string Language, string Text)> texts)
    {
        var log = LogOf(_words, field);
        var (next, words, first) = (0, 0L, true);
        foreach (var (language, text) in texts)
        {
            var tokens = WordReader.Read(text);
            next = AddText(log, text, tokens, Language.Of(language), first ? 0 : next + Gap);
            words += tokens.Count == 0 ? 0 : tokens[^1].Position + 1;
            first = false;
        }

        return words;
    }

    /// <summary>Adds a value that is found as a whole.</summary>
    public void AddValue(string field, string value) => Add(LogOf(_values, field), Terms.Of(Encoding.UTF8.GetBytes(value)), 0);

    /// <summary>Adds a code to a column of codes.</summary>
    public void AddCode(string field, string code) => Add(LogOf(_codes, field), Terms.Of(Encoding.UTF8.GetBytes(code)), 0);

    /// <summary>Sets a number.</summary>
    public void SetNumber(string field, long number)
    {
        if (!_numbers.TryGetValue(field, out var numbers))
        {
            numbers = _numbers[field] = [];
        }

        numbers[Count - 1] = number;
    }

    // The place after the last word is handed back.
    int AddText(FieldLog log, string text, IReadOnlyList<Token> tokens, Language? language, int start)
    {
        var next = start;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            var terms = Terms.Of(text, token, language);
            if (terms.Neutral < 0)
            {
                continue;
            }

            Add(log, terms.Neutral, start + token.Position);
            if (terms.Stem >= 0)
            {
                Add(log, terms.Stem, start + token.Position);
            }

            next = start + token.Position + 1;
        }

        return next;
    }

    void Add(FieldLog log, int term, int position)
    {
        log.Add(Count - 1, term, position);
        _occurrences++;
    }

    static FieldLog LogOf(Dictionary<string, FieldLog> logs, string field)
    {
        if (!logs.TryGetValue(field, out var log))
        {
            log = logs[field] = new FieldLog();
        }

        return log;
    }
}
