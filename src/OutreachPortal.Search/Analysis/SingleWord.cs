using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace OutreachPortal.Search;

/// <summary>A stream of one word, from which Lucene's stop words and stemmers take it.</summary>
sealed class SingleWord : TokenStream
{
    readonly ICharTermAttribute _term;
    string? _word;

    public SingleWord() => _term = AddAttribute<ICharTermAttribute>();

    public void Set(string word) => _word = word;

    public override bool IncrementToken()
    {
        ClearAttributes();
        if (_word is null)
        {
            return false;
        }

        _term.SetEmpty().Append(_word);
        _word = null;
        return true;
    }
}
