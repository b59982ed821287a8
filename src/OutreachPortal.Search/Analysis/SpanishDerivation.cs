using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace OutreachPortal.Search;

/// <summary>
/// Takes from a Spanish word what makes a deed or its doer of it, after Lucene's light stemmer has taken number, gender
/// and accents: reparar, reparación and reparador meet. The light stemmer alone keeps them apart; Snowball's brings
/// them together, but parts solar from solares.
/// </summary>
sealed class SpanishDerivation : TokenFilter
{
    // What is left is no root when it is shorter: taller is no talla, and paisaje no país.
    const int MinRoot = 5;

    // As the light stemmer leaves them: without accents and final vowels. The longer before what it ends with.
    static readonly string[] Endings =
        ["amient", "imient", "acion", "icion", "cion", "ador", "edor", "idor", "aj", "ar", "er", "ir"];

    readonly ICharTermAttribute _term;

    public SpanishDerivation(TokenStream input)
        : base(input) => _term = AddAttribute<ICharTermAttribute>();

    public override bool IncrementToken()
    {
        if (!m_input.IncrementToken())
        {
            return false;
        }

        var word = _term.Buffer.AsSpan(0, _term.Length);
        foreach (var ending in Endings)
        {
            if (word.EndsWith(ending))
            {
                _term.Length -= word.Length - ending.Length >= MinRoot ? ending.Length : 0;
                break;
            }
        }

        return true;
    }
}
