using System.Text;
using System.Text.RegularExpressions;

namespace OutreachPortal.Search;

/// <summary>
/// A regular expression over one whole word: <c>. ? * + | ( ) [ ] {n,m}</c> and a backslash. It is matched in time
/// proportional to the word, and what it expands to is bounded; the further signs of Lucene's expressions are refused.
/// </summary>
sealed class WordPattern
{
    /// <summary>UTF-16 units of a pattern.</summary>
    public const int MaxLength = 256;

    /// <summary>Repetitions of one piece, those of what it stands in multiplied.</summary>
    public const int MaxRepeats = 200;

    /// <summary>Different letters of a pattern: what reads it takes time by their square.</summary>
    public const int MaxLetters = 32;

    const string Refused = "~@#&<>\"";
    const string Signs = ".?*+|()[]{}\\";

    readonly Regex _regex;

    WordPattern(Regex regex, string prefix) => (_regex, Prefix) = (regex, prefix);

    /// <summary>What every match begins with.</summary>
    public string Prefix { get; }

    /// <summary>Reads a pattern; without one, the complaint is a sentence.</summary>
    public static (WordPattern? Pattern, string Complaint) Read(string text)
    {
        if (text.Length > MaxLength)
        {
            return (null, $"A pattern has at most {MaxLength} characters.");
        }

        if (text.Distinct().Count() > MaxLetters)
        {
            return (null, $"A pattern has at most {MaxLetters} different letters and signs.");
        }

        if (Translated(text) is not { } translated)
        {
            return (null, $"A pattern knows {Signs} only; put a backslash before any of {Refused}");
        }

        if (Repeats(text) > MaxRepeats)
        {
            return (null, $"A pattern repeats its pieces at most {MaxRepeats} times.");
        }

        try
        {
            const RegexOptions Safe =
                RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline;
            var regex = new Regex($@"\A(?:{translated})\z", Safe, TimeSpan.FromSeconds(1));
            return (new WordPattern(regex, Beginning(text)), "");
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return (null, $"This is no pattern: {error.Message}");
        }
    }

    public bool Matches(string word) => _regex.IsMatch(word);

    /// <summary>Whether it describes a word, as UTF-8, of an index.</summary>
    public bool Matches(ReadOnlySpan<byte> word)
    {
        Span<char> letters = stackalloc char[IndexDocument.MaxValueLength];
        return Encoding.UTF8.TryGetChars(word, letters, out var length) && _regex.IsMatch(letters[..length]);
    }

    // Lucene has no anchors, classes or groups with names: their signs are letters here.
    static string? Translated(string text)
    {
        var translated = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
                translated.Append(i < text.Length
                    ? Regex.Escape($"{text[i]}").Replace("]", "\\]", StringComparison.Ordinal) : "\\\\");
            }
            else if (Refused.Contains(text[i], StringComparison.Ordinal)
                || (text[i] == '(' && text[(i + 1)..].StartsWith('?')))
            {
                return null;
            }
            else
            {
                var plain = text[i] is '^' && i > 0 && text[i - 1] == '[';
                translated.Append(text[i] is '^' or '$' && !plain ? $"\\{text[i]}" : $"{text[i]}");
            }
        }

        return translated.ToString();
    }

    // An upper bound: all counts multiplied, as if each stood in the one before.
    static long Repeats(string text)
    {
        var product = 1L;
        for (var at = text.IndexOf('{', StringComparison.Ordinal); at >= 0 && product <= MaxRepeats;
            at = text.IndexOf('{', at + 1))
        {
            var counts = text[(at + 1)..].TakeWhile(c => char.IsAsciiDigit(c) || c == ',').ToArray();
            var most = new string(counts).Split(',')
                .Max(count => count.Length > 4 ? 10_000 : count.Length == 0 ? 1 : int.Parse(count,
                System.Globalization.CultureInfo.InvariantCulture));
            product *= Math.Max(1, most);
        }

        return product;
    }

    // The letters before the first sign, but the last when it may be absent, none when there are alternatives.
    static string Beginning(string text)
    {
        if (text.Contains('|', StringComparison.Ordinal))
        {
            return "";
        }

        var letters = text.TakeWhile(c => !Signs.Contains(c, StringComparison.Ordinal)).Count();
        var optional = letters < text.Length && "?*{".Contains(text[letters], StringComparison.Ordinal);
        return TextCut.First(text, Math.Max(0, letters - (optional ? 1 : 0)));
    }
}
