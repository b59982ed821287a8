using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>What is left of the work that one search may cause.</summary>
sealed class WorkLimit
{
    /// <summary>Words of the index that are looked at for all patterns of one search.</summary>
    public const int MaxScanned = 400_000;

    int _scanned;

    /// <summary>Takes one word from what is left; false when nothing is.</summary>
    public bool Take() => ++_scanned <= MaxScanned;
}

/// <summary>
/// Finds the words of a segment that a pattern means. It looks at a bounded number of them and keeps a bounded number: of
/// those it saw, the ones in most documents.
/// </summary>
sealed class TermExpansion(Terms terms, WorkLimit limit)
{
    /// <summary>Words that one pattern may become in one field of one segment.</summary>
    public const int MaxTerms = 4096;

    /// <summary>Words near another that it may become in one field of one segment.</summary>
    public const int MaxNear = 64;

    /// <summary>Words that are looked at for one pattern in one field of one segment.</summary>
    public const int MaxScanned = 150_000;

    /// <summary>Longer words are not compared letter by letter.</summary>
    public const int MaxFuzzyLength = 32;

    // Words as written; the stems stand before them.
    const string FirstWord = " ";

    /// <summary>The words found, and how close each is to what was asked for.</summary>
    public IReadOnlyList<(BytesRef Term, float Closeness)> Found { get; private set; } = [];

    /// <summary>Words near this one that begin with the same letter.</summary>
    public bool Fuzzy(FuzzyText fuzzy)
    {
        var term = new Term("", Folding.Neutral(TextCut.First(fuzzy.Text, Token.MaxLength)));
        if (term.Text.Length > 0 && term.Text[0] < FirstWord[0])
        {
            return true;
        }

        if (fuzzy.Edits == 0 || term.Text.Length is <= 1 or > MaxFuzzyLength)
        {
            Found = [(term.Bytes, 1)];
            return true;
        }

        var near = new FuzzyTermsEnum(terms, new AttributeSource(), term, fuzzy.Edits, prefixLength: 1, transpositions: true);
        var boost = near.Attributes.AddAttribute<IBoostAttribute>();
        List<(BytesRef Term, float Closeness, int Documents)> found = [];
        while (near.MoveNext() && limit.Take())
        {
            found.Add((BytesRef.DeepCopyOf(near.Term), boost.Boost, near.DocFreq));
        }

        Found = [.. found.OrderByDescending(word => word.Closeness).ThenByDescending(word => word.Documents)
            .Take(MaxNear).Select(word => (word.Term, word.Closeness))];
        return true;
    }

    /// <summary>Words of a pattern; false when some were left out.</summary>
    public bool Wildcard(string pattern)
    {
        var glob = new Glob(Folding.Neutral(pattern));
        return Expand(glob.Prefix, term => term.StartsWith(glob.Prefix, StringComparison.Ordinal), glob.Matches);
    }

    /// <summary>Words between two ends in the order of code points; false when some were left out.</summary>
    public bool Range(RangeText range)
    {
        var from = Folding.Neutral(range.From ?? "");
        var until = range.Until is null ? null : Folding.Neutral(range.Until);
        return Expand(from, term => until is null || Compare(term, until) <= (range.WithUntil ? 0 : -1),
            term => range.WithFrom || term != from);
    }

    /// <summary>Words that a regular expression describes; false when some were left out.</summary>
    public bool Like(WordPattern pattern) =>
        Expand(pattern.Prefix, term => term.StartsWith(pattern.Prefix, StringComparison.Ordinal), pattern.Matches);

    bool Expand(string start, Func<string, bool> goesOn, Func<string, bool> accepts)
    {
        var words = terms.GetEnumerator();
        var first = new BytesRef(string.CompareOrdinal(start, FirstWord) < 0 ? FirstWord : start);
        if (words.SeekCeil(first) == TermsEnum.SeekStatus.END)
        {
            return true;
        }

        List<(BytesRef Term, int Documents)> found = [];
        var complete = true;
        for (var scanned = 0; ; scanned++)
        {
            var term = words.Term.Utf8ToString();
            if (!goesOn(term))
            {
                break;
            }

            if (accepts(term))
            {
                found.Add((BytesRef.DeepCopyOf(words.Term), words.DocFreq));
            }

            complete = scanned < MaxScanned && limit.Take();
            if (!complete || !words.MoveNext())
            {
                break;
            }
        }

        Keep(found);
        return complete && found.Count <= MaxTerms;
    }

    void Keep(List<(BytesRef Term, int Documents)> found)
    {
        var most = found.Count <= MaxTerms ? found : found.OrderByDescending(word => word.Documents).Take(MaxTerms);
        Found = [.. most.Select(word => (word.Term, 1f))];
    }

    static int Compare(string left, string right) => new BytesRef(left).CompareTo(new BytesRef(right));
}
