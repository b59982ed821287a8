namespace OutreachPortal.Benchmarks.Fuzz;

/// <summary>Texts made to cost as much as a text of 500 characters can.</summary>
static class HardTexts
{
    const int Most = 500;

    static readonly string[] Letters = [.. "abcdefgilmnoprstuвдлмнпртاتحدنو".Select(letter => $"{letter}")];

    public static IEnumerable<(string Name, string Text)> All
    {
        get
        {
            var random = new Random(7);
            yield return ("beginnings", Filled(i => Letters[i % Letters.Length] + Letters[i * 7 % 5] + "*"));
            yield return ("beginnings, or", Filled(i => "OR " + Letters[i % Letters.Length] + "*"));
            yield return ("one letter each", Filled(i => Letters[i % Letters.Length] + "*"));
            yield return ("endings", Filled(i => "*" + Letters[i % Letters.Length]));
            yield return ("middles", Filled(i => "*" + Letters[i % Letters.Length] + "*" + Letters[i * 3 % 29] + "*"));
            yield return ("fuzzy", Filled(_ => FuzzWords.Common(random) + "~2"));
            yield return ("frequent words", Filled(i => FuzzWords.Ranked(i % 3, i / 3)));
            yield return ("frequent words, or", Filled(i => "OR " + FuzzWords.Ranked(i % 3, i / 3)));
            yield return ("phrases", Filled(i => $"\"{FuzzWords.Ranked(i % 3, i / 3)} {FuzzWords.Ranked(i % 3, i / 5)}\""));
            yield return ("phrases with moves", Filled(i => $"\"{FuzzWords.Ranked(i % 3, i / 3)} {FuzzWords.Ranked(i % 3, i / 5)}\"~{90 + (i % 9)}"));
            yield return ("one long phrase", $"\"{Filled(i => FuzzWords.Ranked(0, i % 9))}\"~100");
            yield return ("ranges", Filled(i => $"[{Letters[i % Letters.Length]} TO *]"));
            yield return ("everything", Filled(_ => "[* TO *]"));
            yield return ("codes", Filled(i => $"RFQ/{i}/{i * 31 % 97}"));
            yield return ("parentheses", new string('(', 15) + Filled(i => $"(a{i} OR b*)") + new string(')', 15));
        }
    }

    static string Filled(Func<int, string> piece)
    {
        var text = string.Join(' ', Enumerable.Range(0, 64).Select(piece));
        return text.Length > Most ? text[..Most] : text;
    }
}
