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
using Lucene.Net.Tartarus.Snowball.Ext;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>One of the six languages that are read with their own stop words and stemmer.</summary>
sealed class Language(string code, CharArraySet stopWords, Func<TokenStream, TokenStream> stem)
{
    // Single characters only: inside a run, pairs decide. Stands before All, which is initialized after it.
    static readonly CharArraySet ChineseStopWords =
        new(LuceneVersion.LUCENE_48, ["的", "了", "和", "是", "在", "与", "及", "或"], ignoreCase: false);

    /// <summary>The languages in which a text gets a field of its own.</summary>
    public static IReadOnlyList<Language> All { get; } =
    [
        new("en", EnglishAnalyzer.DefaultStopSet, stream => new PorterStemFilter(stream)),
        new("fr", FrenchAnalyzer.DefaultStopSet, stream => new FrenchLightStemFilter(stream)),
        new("es", SpanishAnalyzer.DefaultStopSet, stream => new SpanishLightStemFilter(stream)),
        new("ru", RussianAnalyzer.DefaultStopSet, stream => new SnowballFilter(stream, new RussianStemmer())),
        new("ar", ArabicAnalyzer.DefaultStopSet, stream => new ArabicStemFilter(new ArabicNormalizationFilter(stream))),
        new("zh", ChineseStopWords, stream => stream),
    ];

    /// <summary>BCP 47 primary subtag.</summary>
    public string Code => code;

    /// <summary>Words too common to find anything by, as the analyzers of Lucene list them.</summary>
    public CharArraySet StopWords { get; } = stopWords;

    /// <summary>Reads a text of this language: folded, without stop words, stemmed, then without diacritics.</summary>
    public Analyzer Analyzer { get; } = Analyzer.NewAnonymous((_, reader) =>
    {
        var source = new WordTokenizer(reader);
        var plain = new FoldingFilter(source, Folding.Plain);
        var kept = new StopFilter(LuceneVersion.LUCENE_48, plain, stopWords);
        return new TokenStreamComponents(source, new FoldingFilter(stem(kept), Folding.WithoutMarks));
    });

    /// <summary>The language of a BCP 47 tag, null when it is none of the six.</summary>
    public static Language? Of(string tag)
    {
        var primary = tag.Split('-', '_')[0];
        return All.FirstOrDefault(language => language.Code.Equals(primary, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The stem of one token, null when it is a stop word here.</summary>
    public string? Stem(string word)
    {
        // A sign or a pair is a word of its own beside its parts, and has no stem.
        if (WordReader.Read(word).FirstOrDefault(token => token.Asked).Kind is TokenKind.Sign or TokenKind.Pair)
        {
            return Folding.Neutral(word);
        }

        using var stream = Analyzer.GetTokenStream("", word);
        var term = stream.GetAttribute<ICharTermAttribute>();
        stream.Reset();
        var result = stream.IncrementToken() ? term.ToString() : null;
        stream.End();
        return string.IsNullOrEmpty(result) ? null : result;
    }
}
