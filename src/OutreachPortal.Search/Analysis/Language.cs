using System.Collections.Concurrent;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Es;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.Snowball;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Util;
using Snowball = Lucene.Net.Tartarus.Snowball.Ext;

namespace OutreachPortal.Search;

/// <summary>One of the six languages that are read with their own stop words and stemmer.</summary>
sealed class Language
{
    // Words remembered with their stems, in each language: a few megabytes.
    const int MaxKnown = 50_000;

    // Single characters only: inside a run, pairs decide. Stands before All, which is initialized after it.
    static readonly CharArraySet ChineseStopWords =
        new(LuceneVersion.LUCENE_48, ["的", "了", "和", "是", "在", "与", "及", "或"], ignoreCase: false);

    readonly BoundedMemo<string?> _stems;
    readonly ConcurrentBag<(SingleWord Word, TokenStream Stem, ICharTermAttribute Term)> _chains = [];
    readonly Func<TokenStream, TokenStream> _stem;

    Language(string code, char mark, CharArraySet stopWords, Func<TokenStream, TokenStream> stem)
    {
        (Code, Mark, StopWords) = (code, mark, stopWords);
        _stems = new BoundedMemo<string?>(MaxKnown, ComputeStem);
        _stem = stem;
    }

    /// <summary>
    /// The languages in which the words of a text get a second form; their order and marks are part of the format.
    /// </summary>
    public static IReadOnlyList<Language> All { get; } =
    [
        new("en", '\u0001', EnglishAnalyzer.DefaultStopSet, stream => new PorterStemFilter(stream)),
        new("fr", '\u0002', FrenchAnalyzer.DefaultStopSet, stream => new FrenchLightStemFilter(stream)),
        new("es", '\u0003', SpanishAnalyzer.DefaultStopSet, stream => new SpanishDerivation(new SpanishLightStemFilter(stream))),
        new("ru", '\u0004', RussianAnalyzer.DefaultStopSet, stream => new SnowballFilter(stream, new Snowball.RussianStemmer())),
        new("ar", '\u0005', ArabicAnalyzer.DefaultStopSet, stream => ArabicForms.Of(stream)),
        new("zh", '\u0006', ChineseStopWords, stream => stream),
    ];

    /// <summary>BCP 47 primary subtag.</summary>
    public string Code { get; }

    /// <summary>
    /// Stands before a stem of this language in the index, where no word as written can begin with it.
    /// </summary>
    public char Mark { get; }

    /// <summary>Words too common to find anything by, as the analyzers of Lucene list them.</summary>
    public CharArraySet StopWords { get; }

    /// <summary>The language of a BCP 47 tag, null when it is none of the six.</summary>
    public static Language? Of(string tag)
    {
        var end = tag.AsSpan().IndexOfAny('-', '_');
        var primary = end < 0 ? tag.AsSpan() : tag.AsSpan(0, end);
        foreach (var language in All)
        {
            if (primary.Equals(language.Code, StringComparison.OrdinalIgnoreCase))
            {
                return language;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether a word has stems: letters only. Codes, signs and Han characters are found as they are written.
    /// </summary>
    public static bool HasStems(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            var what = CharacterClasses.Of(c) & (CharacterClass.Word | CharacterClass.Continuing | CharacterClass.Unspaced);
            if (char.IsDigit(c) || what is CharacterClass.None || what.HasFlag(CharacterClass.Unspaced))
            {
                return false;
            }
        }

        return word.Length > 0;
    }

    /// <summary>The stem of one token, null when it is a stop word here.</summary>
    public string? Stem(string word) => Stem(word.AsSpan());

    /// <inheritdoc cref="Stem(string)"/>
    public string? Stem(ReadOnlySpan<char> word) => _stems.Of(word);

    string? ComputeStem(string word)
    {
        if (!HasStems(word))
        {
            return StopWords.Contains(Folding.Plain(word)) ? null : Folding.Neutral(word);
        }

        var chain = _chains.TryTake(out var free) ? free : Chain();
        chain.Word.Set(word);
        chain.Stem.Reset();
        var result = chain.Stem.IncrementToken() ? chain.Term.ToString() : null;
        _chains.Add(chain);
        return string.IsNullOrEmpty(result) ? null : result;
    }

    // Lucene's filters hold state, so each thread at work has its own.
    (SingleWord Word, TokenStream Stem, ICharTermAttribute Term) Chain()
    {
        var word = new SingleWord();
        var kept = new StopFilter(LuceneVersion.LUCENE_48, new FoldingFilter(word, Folding.Plain), StopWords);
        var stemmed = new FoldingFilter(_stem(kept), Folding.WithoutMarks);
        return (word, stemmed, stemmed.GetAttribute<ICharTermAttribute>());
    }
}
