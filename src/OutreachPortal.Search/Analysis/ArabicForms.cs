using System.Collections.Frozen;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.TokenAttributes;

namespace OutreachPortal.Search;

/// <summary>
/// What Lucene's Arabic stemmer leaves apart: "and" or "so" written onto another prefix (وللمدارس), and the plurals
/// that change a word from within (مدرسة, مدارس), of which those frequent in notices are listed in plurals.txt.
/// </summary>
sealed class ArabicForms : TokenFilter
{
    static readonly FrozenDictionary<string, string> Singulars = Read();

    readonly ICharTermAttribute _term;

    ArabicForms(TokenStream input)
        : base(input) => _term = AddAttribute<ICharTermAttribute>();

    /// <summary>The stems of a stream of folded words.</summary>
    public static TokenStream Of(TokenStream words) => new ArabicForms(Stems(words));

    public override bool IncrementToken()
    {
        if (!m_input.IncrementToken())
        {
            return false;
        }

        if (Singulars.TryGetValue(_term.ToString()!, out var singular))
        {
            _term.SetEmpty().Append(singular);
        }

        return true;
    }

    static ArabicStemFilter Stems(TokenStream words) =>
        new(new FoldingFilter(new ArabicNormalizationFilter(words), WithoutConjunction));

    static string WithoutConjunction(string word) =>
        word is ['و' or 'ف', 'ل', 'ل', _, _, ..] or ['و' or 'ف', 'ب' or 'ك', 'ا', 'ل', _, _, ..]
            ? word[1..]
            : word;

    // Both as the stemmer has them: a pair to a line, first the singular.
    static FrozenDictionary<string, string> Read()
    {
        using var stream = typeof(ArabicForms).Assembly.GetManifestResourceStream("plurals.txt")!;
        using var reader = new StreamReader(stream);
        var pairs = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '));
        return pairs.Select(pair => (Singular: Stem(pair[0]), Plural: Stem(pair[1])))
            .Where(pair => pair.Singular != pair.Plural).DistinctBy(pair => pair.Plural)
            .ToFrozenDictionary(pair => pair.Plural, pair => pair.Singular);
    }

    static string Stem(string word)
    {
        var stream = new SingleWord();
        using var stems = Stems(new FoldingFilter(stream, Folding.Plain));
        stream.Set(word);
        stems.Reset();
        return stems.IncrementToken() ? stems.GetAttribute<ICharTermAttribute>().ToString()! : word;
    }
}
