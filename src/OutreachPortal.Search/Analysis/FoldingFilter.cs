using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace OutreachPortal.Search;

/// <summary>Writes every term as its folding says; a term that folds to nothing keeps its place.</summary>
sealed class FoldingFilter : TokenFilter
{
    readonly Func<string, string> _fold;
    readonly ICharTermAttribute _term;

    public FoldingFilter(TokenStream input, Func<string, string> fold)
        : base(input)
    {
        _fold = fold;
        _term = AddAttribute<ICharTermAttribute>();
    }

    public override bool IncrementToken()
    {
        if (!m_input.IncrementToken())
        {
            return false;
        }

        var folded = _fold(_term.ToString()!);
        _term.SetEmpty().Append(folded);
        return true;
    }
}
