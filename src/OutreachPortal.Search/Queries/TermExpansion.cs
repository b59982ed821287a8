using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using LuceneQuery = Lucene.Net.Search.Query;

namespace OutreachPortal.Search;

/// <summary>
/// Finds the words of the index that a pattern means. It looks at a bounded number of them and keeps a bounded number:
/// of those it saw, the ones in most documents.
/// </summary>
sealed class TermExpansion(IndexReader reader)
{
    /// <summary>Words that one pattern may become.</summary>
    public const int MaxTerms = 256;

    /// <summary>Words of the index that are looked at for one pattern in one field.</summary>
    public const int MaxScanned = 100_000;

    /// <summary>Longer words are not compared letter by letter.</summary>
    public const int MaxFuzzyLength = 32;

    /// <summary>Words near this one that begin with the same letter.</summary>
    public static LuceneQuery Fuzzy(string field, FuzzyText fuzzy)
    {
        var term = new Term(field, Folding.Neutral(TextCut.First(fuzzy.Text, Token.MaxLength)));
        var near = fuzzy.Edits > 0 && term.Text.Length is > 1 and <= MaxFuzzyLength;
        return near ? new FuzzyQuery(term, fuzzy.Edits, prefixLength: 1, maxExpansions: 64, transpositions: true) : new TermQuery(term);
    }

    public LuceneQuery Wildcard(string field, string pattern)
    {
        var glob = new Glob(Folding.Neutral(pattern));
        return Expand(field, glob.Prefix, term => term.StartsWith(glob.Prefix, StringComparison.Ordinal), glob.Matches);
    }

    /// <summary>Words between two ends in the order of code points.</summary>
    public LuceneQuery Range(string field, RangeText range)
    {
        var from = Folding.Neutral(range.From ?? "");
        var until = range.Until is null ? null : Folding.Neutral(range.Until);
        return Expand(field, from, term => until is null || Compare(term, until) <= (range.WithUntil ? 0 : -1),
            term => range.WithFrom || term != from);
    }

    LuceneQuery Expand(string field, string start, Func<string, bool> goesOn, Func<string, bool> accepts)
    {
        var terms = MultiFields.GetTerms(reader, field)?.GetEnumerator();
        if (terms is null || terms.SeekCeil(new BytesRef(start)) == TermsEnum.SeekStatus.END)
        {
            return QueryTranslation.Nothing();
        }

        var found = new PriorityQueue<string, int>();
        for (var scanned = 0; scanned < MaxScanned; scanned++)
        {
            var term = terms.Term.Utf8ToString();
            if (!goesOn(term))
            {
                break;
            }

            if (accepts(term))
            {
                found.Enqueue(term, terms.DocFreq);
                _ = found.Count > MaxTerms ? found.Dequeue() : null;
            }

            if (!terms.MoveNext())
            {
                break;
            }
        }

        var some = found.UnorderedItems.Select(item => new TermQuery(new Term(field, item.Element)));
        return new ConstantScoreQuery(QueryTranslation.Some([.. some]));
    }

    static int Compare(string left, string right) => new BytesRef(left).CompareTo(new BytesRef(right));
}
