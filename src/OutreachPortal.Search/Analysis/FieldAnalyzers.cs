using Lucene.Net.Analysis;

namespace OutreachPortal.Search;

/// <summary>Chooses by the field's name: <c>title.fr</c> is read in French, <c>title</c> in no language.</summary>
sealed class FieldAnalyzers() : AnalyzerWrapper(PER_FIELD_REUSE_STRATEGY)
{
    // Between two texts of one field: no phrase reaches across.
    const int Gap = 100;

    readonly Dictionary<string, Analyzer> _byLanguage =
        Language.All.ToDictionary(language => language.Code, language => language.Analyzer);

    readonly Analyzer _neutral = NewAnonymous((_, reader) =>
    {
        var source = new WordTokenizer(reader);
        return new TokenStreamComponents(source, new FoldingFilter(source, Folding.Neutral));
    });

    public override int GetPositionIncrementGap(string fieldName) => Gap;

    protected override Analyzer GetWrappedAnalyzer(string fieldName)
    {
        var dot = fieldName.LastIndexOf('.');
        return dot > 0 && _byLanguage.TryGetValue(fieldName[(dot + 1)..], out var analyzer) ? analyzer : _neutral;
    }
}
