using System.Text;

namespace OutreachPortal.Benchmarks.Fuzz;

/// <summary>Random texts of scraps of the syntax, words and odd characters; a third are mutations of the one before.</summary>
sealed class FuzzTexts(Random random)
{
    const int MaxLength = 600;

    static readonly string[] Scraps =
    [
        "road", "bridge", "the", "RFQ/2026/0147", "C++", ".NET", "5G", "réseau", "采购", "网", "الإنترنت", "учёт",
        "w12", "w*", "a", "1", "e*", "*",
        " ", " ", " ", " ", "(", ")", "\"", "~", "^", "*", "?", ":", "\\", "/", "[", "]", "{", "}", "+", "-", "!",
        "&&", "||", "'",
        " AND ", " OR ", " NOT ", " TO ", "title:", "year:", "mark:", "topic:", "nope:", "~2", "~0.5",
        "^3", "2026", "99999999999999999999",
        "😀", "\ud800", "\udc00", "\u202e", "\0", "\t", "\u0301", "\u200d", "＊", "“", "«", "ﬁ", "İ",
        "\uffff", "\ufdfa", ",", "\n",
    ];

    string _last = "road";

    public string Next() => _last = random.Next(3) == 0 ? Mutated(_last) : Random();

    /// <summary>The text with one to three pieces taken out, put in or doubled.</summary>
    public string Mutated(string text)
    {
        var mutated = new StringBuilder(text);
        for (var count = random.Next(1, 4); count > 0 && mutated.Length > 0; count--)
        {
            var at = random.Next(mutated.Length);
            _ = random.Next(3) switch
            {
                0 => mutated.Remove(at, 1),
                1 => mutated.Insert(at, Scrap()),
                _ => mutated.Insert(at, mutated.ToString(at, Math.Min(10, mutated.Length - at))),
            };
        }

        return mutated.Length > MaxLength ? mutated.ToString(0, MaxLength) : mutated.ToString();
    }

    string Random()
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, 25); count > 0; count--)
        {
            text.Append(random.Next(12) == 0 ? ((char)random.Next(0x10000)).ToString() : Scrap());
        }

        return text.ToString();
    }

    // One in four is a word that stands in the documents, whole or begun.
    string Scrap() => random.Next(4) != 0 ? Scraps[random.Next(Scraps.Length)]
        : random.Next(2) == 0 ? FuzzWords.Common(random)
        : FuzzWords.Common(random)[..2];
}
