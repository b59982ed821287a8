using System.Text;

namespace OutreachPortal.Benchmarks.Fuzz;

/// <summary>Made words in three alphabets, few of them frequent and many of them rare, as in any language.</summary>
static class FuzzWords
{
    /// <summary>Different words in each alphabet.</summary>
    public const int Count = 60_000;

    static readonly string[] Consonants = ["bcdfglmnprstv", "бвгдклмнпрст", "بتجحدرسعفقكلمن"];
    static readonly string[] Vowels = ["aeiou", "аеиоуы", "اويىة"];

    static readonly string[][] Words =
        [.. Enumerable.Range(0, Consonants.Length).Select(alphabet => Made(new Random(alphabet), alphabet))];

    /// <summary>A word as a text of this alphabet has it: the rank is drawn so that it halves where it doubles.</summary>
    public static string Of(Random random, int alphabet) => Words[alphabet][Rank(random)];

    /// <summary>The word that stands at a place among the most frequent.</summary>
    public static string Ranked(int alphabet, int rank) => Words[alphabet][rank];

    /// <summary>A word of any alphabet.</summary>
    public static string Common(Random random) => Of(random, random.Next(Words.Length));

    static int Rank(Random random) => (int)Math.Pow(Count, random.NextDouble()) - 1;

    static string[] Made(Random random, int alphabet)
    {
        HashSet<string> words = [];
        while (words.Count < Count)
        {
            words.Add(Word(random, Consonants[alphabet], Vowels[alphabet]));
        }

        return [.. words];
    }

    static string Word(Random random, string consonants, string vowels)
    {
        var word = new StringBuilder();
        for (var syllables = random.Next(1, 5); syllables > 0; syllables--)
        {
            word.Append(consonants[random.Next(consonants.Length)]).Append(vowels[random.Next(vowels.Length)]);
        }

        return word.Append(consonants[random.Next(consonants.Length)]).ToString();
    }
}
