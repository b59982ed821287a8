using System.Globalization;
using System.Text;

namespace OutreachPortal.Search;

/// <summary>Reads what stands between operators: words, phrases, ranges, and the field before them.</summary>
sealed class LeafReader(QueryTextOptions options, List<QueryNote> notes)
{
    const int MaxSlop = 100;
    const int MaxEdits = 2;

    readonly Dictionary<string, string> _fields = new(options.Fields, StringComparer.OrdinalIgnoreCase);
    int _count;

    /// <summary>The schema's field that stands before a colon here; null when the default fields are meant.</summary>
    public string? TakeField(TextScanner scanner)
    {
        var name = scanner.TakeName(name => _fields.ContainsKey(name));
        if (name is null)
        {
            // "http://" and "12:30" are no mistaken fields.
            scanner.TakeName(unknown =>
            {
                var mistaken = unknown.All(char.IsLetter) && !scanner.FollowedBy(unknown + "://");
                notes.AddRange(mistaken ? [new QueryNote(QueryNoteKind.UnknownField, unknown)] : []);
                return false;
            });
        }

        return name is null ? null : _fields[name];
    }

    public TextNode? Read(TextScanner scanner, string? field)
    {
        var leaf = scanner.Peek switch
        {
            '"' => Phrase(scanner, field),
            '[' or '{' => Range(scanner, field),
            _ => Word(scanner, field),
        };
        if (leaf is null || leaf is AnyText)
        {
            return leaf;
        }

        var before = _count;
        _count += leaf is RunText run ? run.Count : 1;
        if (before <= options.MaxClauses && _count > options.MaxClauses)
        {
            notes.Add(new QueryNote(QueryNoteKind.TooManyClauses, ""));
        }

        return _count > options.MaxClauses ? null : leaf;
    }

    TextNode? Phrase(TextScanner scanner, string? field)
    {
        scanner.Take('"');
        if (scanner.TakeUntil("\"") is not { } inner)
        {
            notes.Add(new QueryNote(QueryNoteKind.UnbalancedQuote, ""));
            return null;
        }

        var slop = scanner.Take('~') && int.TryParse(scanner.TakeNumber(), CultureInfo.InvariantCulture, out var moves) ? moves : 0;
        var phrase = Unescaped(inner);
        return HasWords(phrase) ? new PhraseText(field, phrase, Math.Min(slop, MaxSlop)) : null;
    }

    TextNode? Range(TextScanner scanner, string? field)
    {
        var withFrom = scanner.Peek == '[';
        scanner.Take(scanner.Peek);
        if (!scanner.HasRange())
        {
            notes.Add(new QueryNote(QueryNoteKind.UnreadableRange, ""));
            return null;
        }

        var inner = scanner.TakeUntil("]}")!;
        var ends = inner.Split(" TO ", 2);
        return new RangeText(field, End(ends[0]), End(ends[1]), withFrom, scanner.Previous == ']');
    }

    static string? End(string end)
    {
        var trimmed = end.Trim();
        var bare = trimmed is ['"', .., '"'] ? trimmed[1..^1] : trimmed;
        return trimmed == "*" || bare.Length == 0 ? null : Unescaped(bare);
    }

    TextNode? Word(TextScanner scanner, string? field)
    {
        var typed = scanner.TakeWord();
        var fuzzy = scanner.Take('~');
        var closeness = fuzzy ? scanner.TakeNumber() : "";
        if (typed is "*" or "*:*")
        {
            return field is null ? new AnyText() : new PresentText(field);
        }

        if (IsPattern(typed))
        {
            return Wildcard(field, Pattern(typed));
        }

        var word = Unescaped(typed);
        return !HasWords(word) ? null : fuzzy ? new FuzzyText(field, word, Edits(closeness, word))
            : RunText.Of(field, word, options.MaxClauses - _count);
    }

    TextNode? Wildcard(string? field, string pattern)
    {
        if (!HasWords(pattern))
        {
            return null;
        }

        if (pattern[0] is '*' or '?')
        {
            notes.Add(new QueryNote(QueryNoteKind.LeadingWildcard, pattern));
        }

        return new WildcardText(field, pattern);
    }

    // "~0.8" was the similarity of Lucene before version 4; "~1" and "~2" are edits.
    static int Edits(string closeness, string word)
    {
        if (!float.TryParse(closeness, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            return MaxEdits;
        }

        var similarity = value < 1 && closeness.Contains('.', StringComparison.Ordinal);
        return (int)Math.Min(MathF.Round(similarity ? (1 - value) * word.Length : value), MaxEdits);
    }

    static bool IsPattern(string typed)
    {
        for (var i = 0; i < typed.Length; i++)
        {
            if (typed[i] is '*' or '?')
            {
                return true;
            }

            i += typed[i] == '\\' ? 1 : 0;
        }

        return false;
    }

    // Only * ? and the backslash itself stay escaped; a sentence's last sign is no part of the word.
    static string Pattern(string typed)
    {
        var pattern = new StringBuilder(typed.Length);
        for (var i = 0; i < typed.Length; i++)
        {
            var escaped = typed[i] == '\\' && i + 1 < typed.Length;
            i += escaped ? 1 : 0;
            pattern.Append(typed[i] == '\\' || (escaped && typed[i] is '*' or '?') ? "\\" : "").Append(typed[i]);
        }

        return pattern.ToString().TrimEnd('.', ',', ';');
    }

    static bool HasWords(string text) => WordReader.Read(text).Count > 0;

    static string Unescaped(string typed)
    {
        var plain = new StringBuilder(typed.Length);
        for (var i = 0; i < typed.Length; i++)
        {
            i += typed[i] == '\\' && i + 1 < typed.Length ? 1 : 0;
            plain.Append(typed[i]);
        }

        return plain.ToString();
    }
}
