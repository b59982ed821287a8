namespace OutreachPortal.Search;

/// <summary>How much each word adds to the documents that have it.</summary>
static class Scores
{
    const float Saturated = ImpactTally.Saturation + 1;

    // A list this many times as long as the hits is searched by steps that double.
    const int Sparse = 8;

    /// <summary>What one part of an impact is worth.</summary>
    public static float Factor(PlannedLeaf leaf, float boost) => boost * leaf.Weight * Saturated / ImpactTally.Parts;

    public static void Add(KeptSet word, float factor, ReadOnlySpan<int> hits, Span<float> scores)
    {
        if (word.Impacts is not { } impacts || word.Set.Count == 0)
        {
            return;
        }

        var list = word.Set.List.AsSpan(0, word.Set.Count);
        if (list.Length / Sparse > hits.Length)
        {
            Seek(list, impacts, factor, hits, scores);
        }
        else
        {
            Merge(list, impacts, factor, hits, scores);
        }
    }

    /// <summary>Adds to those of the hits that are among some documents.</summary>
    public static void Add(ulong[] documents, float score, ReadOnlySpan<int> hits, Span<float> scores)
    {
        for (var i = 0; i < hits.Length; i++)
        {
            scores[i] += BitWords.Has(documents, hits[i]) ? score : 0;
        }
    }

    /// <summary>What a word adds to one document, 0 where it does not stand.</summary>
    public static float Of(KeptSet word, float factor, int document)
    {
        Span<float> score = [0];
        Add(word, factor, [document], score);
        return score[0];
    }

    /// <summary>Favours documents whose number is near the boost's origin.</summary>
    public static void Multiply(NumberBoost boost, NumberColumn? column, ReadOnlySpan<int> hits, Span<float> scores)
    {
        for (var i = 0; column is not null && i < hits.Length; i++)
        {
            if (column.Ascending.Rank[hits[i]] >= 0)
            {
                scores[i] *= boost.FactorAt(column.Of(hits[i]));
            }
        }
    }

    /// <summary>Multiplies the scores of those of the hits that are among some documents.</summary>
    public static void Multiply(ulong[] documents, float factor, ReadOnlySpan<int> hits, Span<float> scores)
    {
        for (var i = 0; i < hits.Length; i++)
        {
            scores[i] *= BitWords.Has(documents, hits[i]) ? factor : 1;
        }
    }

    static void Seek(ReadOnlySpan<int> list, ushort[] impacts, float factor, ReadOnlySpan<int> hits, Span<float> scores)
    {
        var at = 0;
        for (var i = 0; i < hits.Length; i++)
        {
            at = SetAlgebra.Seek(list, hits[i], at);
            if (at == list.Length)
            {
                return;
            }

            scores[i] += list[at] == hits[i] ? factor * impacts[at] : 0;
        }
    }

    // Without branches on the outcome: which of the two is behind cannot be foreseen.
    static void Merge(ReadOnlySpan<int> list, ReadOnlySpan<ushort> impacts, float factor, ReadOnlySpan<int> hits, Span<float> scores)
    {
        int i = 0, at = 0;
        while (i < hits.Length && at < list.Length)
        {
            var (hit, document) = (hits[i], list[at]);
            scores[i] += hit == document ? factor * impacts[at] : 0;
            i += hit <= document ? 1 : 0;
            at += document <= hit ? 1 : 0;
        }
    }
}
