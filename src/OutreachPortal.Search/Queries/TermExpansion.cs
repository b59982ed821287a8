using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>
/// What is left of the work that the patterns of one search may cause, in steps. A search that uses all of them takes
/// some tens of milliseconds where there are 100,000 documents.
/// </summary>
/// <param name="documents">Documents of the index: where there are more, a step is more entries of a list.</param>
sealed class WorkLimit(int documents)
{
    /// <summary>Steps in all.</summary>
    public const int MaxSteps = 600_000;

    /// <summary>Steps of looking at a word of the index.</summary>
    public const int Look = 1;

    /// <summary>Steps of comparing a word letter by letter.</summary>
    public const int Compare = 3;

    /// <summary>Steps of keeping a word that fits.</summary>
    public const int Keep = 20;

    // Entries in the list of a word's documents that are read in one step.
    const int Entries = 10;
    const int EntriesOfDocuments = 100_000;

    readonly long _entries = Math.Max(Entries, (long)Entries * documents / EntriesOfDocuments);
    long _left = MaxSteps;

    /// <summary>Takes so many steps from what is left; false when it is too little.</summary>
    public bool Take(long steps)
    {
        if (steps > _left)
        {
            return false;
        }

        _left -= steps;
        return true;
    }

    /// <summary>Takes the steps of reading the list of a word that so many documents have.</summary>
    public bool TakeList(int entries) => Take(entries / _entries);
}

/// <summary>
/// Finds the words of a segment that a pattern means. It looks at a bounded number of them and keeps a bounded number:
/// of those it saw, the ones in most documents.
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

    /// <summary>How well a word, as UTF-8, fits: 1 at best, 0 when it does not.</summary>
    delegate float Fit(ReadOnlySpan<byte> word);

    delegate bool Test(ReadOnlySpan<byte> word);

    /// <summary>The words found, and how close each is to what was asked for.</summary>
    public IReadOnlyList<(BytesRef Term, float Closeness)> Found { get; private set; } = [];

    /// <summary>Words near this one that begin with the same letter; false when some were left out.</summary>
    public bool Fuzzy(FuzzyText fuzzy)
    {
        var word = Folding.Neutral(TextCut.First(fuzzy.Text, Token.MaxLength));
        if (word.Length == 0 || word[0] < FirstWord[0])
        {
            return true;
        }

        if (fuzzy.Edits == 0 || word.Length is 1 or > MaxFuzzyLength)
        {
            Found = [(new BytesRef(word), 1)];
            return true;
        }

        var near = new NearWord(word, fuzzy.Edits);
        var start = TextCut.First(word, char.IsHighSurrogate(word[0]) ? 2 : 1);
        var (found, complete) = Look(start, Begins(start), near.Closeness, WorkLimit.Compare);
        Found = [.. found.OrderByDescending(one => one.Closeness).ThenByDescending(one => one.Documents)
            .Take(MaxNear).Select(one => (one.Term, one.Closeness))];
        return complete;
    }

    /// <summary>Words of a pattern; false when some were left out.</summary>
    public bool Wildcard(string pattern)
    {
        var glob = new Glob(Folding.Neutral(pattern));
        return Expand(glob.Prefix, Begins(glob.Prefix), glob.Matches);
    }

    /// <summary>Words between two ends in the order of code points; false when some were left out.</summary>
    public bool Range(RangeText range)
    {
        var from = Folding.Neutral(range.From ?? "");
        var first = Encoding.UTF8.GetBytes(from);
        var last = range.Until is null ? null : Encoding.UTF8.GetBytes(Folding.Neutral(range.Until));
        return Expand(
            from,
            word => last is null || word.SequenceCompareTo(last) <= (range.WithUntil ? 0 : -1),
            word => range.WithFrom || !word.SequenceEqual(first));
    }

    /// <summary>Words that a regular expression describes; false when some were left out.</summary>
    public bool Like(WordPattern pattern) => Expand(pattern.Prefix, Begins(pattern.Prefix), pattern.Matches);

    bool Expand(string start, Test goesOn, Test accepts)
    {
        var (found, complete) = Look(start, goesOn, word => accepts(word) ? 1 : 0, WorkLimit.Look);
        var most = found.Count <= MaxTerms ? found : found.OrderByDescending(word => word.Documents).Take(MaxTerms);
        Found = [.. most.Select(word => (word.Term, 1f))];
        return complete && found.Count <= MaxTerms;
    }

    (List<(BytesRef Term, float Closeness, int Documents)> Found, bool IsComplete) Look(
        string start, Test goesOn, Fit fit, int steps)
    {
        List<(BytesRef Term, float Closeness, int Documents)> found = [];
        var words = terms.GetEnumerator();
        var first = new BytesRef(string.CompareOrdinal(start, FirstWord) < 0 ? FirstWord : start);
        var more = words.SeekCeil(first) != TermsEnum.SeekStatus.END;
        for (var scanned = 0; more; scanned++)
        {
            var word = words.Term.Bytes.AsSpan(words.Term.Offset, words.Term.Length);
            if (!goesOn(word))
            {
                break;
            }

            var closeness = fit(word);
            if (scanned == MaxScanned || !limit.Take(closeness > 0 ? WorkLimit.Keep : steps))
            {
                return (found, false);
            }

            if (closeness > 0)
            {
                found.Add((BytesRef.DeepCopyOf(words.Term), closeness, words.DocFreq));
            }

            more = words.MoveNext();
        }

        return (found, true);
    }

    static Test Begins(string start)
    {
        var bytes = Encoding.UTF8.GetBytes(start);
        return word => word.StartsWith(bytes);
    }
}
