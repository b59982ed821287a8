namespace OutreachPortal.Search;

/// <summary>The first documents of a set in one segment, in the order that a request asks for.</summary>
sealed class SegmentRanking(SearchRequest request, int place, SegmentMatching matching, Scratch scratch)
{
    readonly SegmentCore _core = matching.Segment.Core;
    readonly List<(Query Query, float Score)> _weighed = [.. SearchPlans.Weighed(request.Query)];

    // The codes of the field that orders the hits are the same for every segment.
    public IEnumerable<Candidate> First(
        DocSet hits, int most, IReadOnlyList<(PlannedLeaf Leaf, float Boost)> scored, CodeBook.Sorted? codes) =>
        request.Sort switch
        {
            ByCode sort when codes is not null => ByCodes(hits, most, sort, codes),
            ByCode => ById(hits, most, Place.OfScore(0)),
            ByNumber number => ByTiers(hits, most, [new SortTier(new MatchAll(), number.Field, number.Descending)]),
            Tiered tiered => ByTiers(hits, most, tiered.Tiers),
            _ when scored.Count + request.Boosts.Count + _weighed.Count == 0 => ById(hits, most, Place.OfScore(0)),
            _ => ByScore(hits, most, scored),
        };

    IEnumerable<Candidate> ById(DocSet hits, int most, Place where) =>
        _core.Ids.First(hits, most, matching.Algebra).Select(document => new Candidate(where, place, document));

    List<Candidate> ByTiers(DocSet hits, int most, IReadOnlyList<SortTier> tiers)
    {
        List<Candidate> found = [];
        for (var tier = 0; tier < tiers.Count && found.Count < most && !hits.IsEmpty; tier++)
        {
            var of = matching.Of(tiers[tier].Query);
            AddTier(found, matching.Algebra.And(hits, of), most, tier, tiers[tier]);
            hits = matching.Algebra.AndNot(hits, of);
        }

        found.AddRange(ById(hits, most - found.Count, new Place((2 * tiers.Count) + 1, 0)));
        return found;
    }

    // Those with a number by it, then those without by id.
    void AddTier(List<Candidate> found, DocSet members, int most, int number, SortTier tier)
    {
        var column = tier.Field is null ? null : _core.Number(tier.Field);
        var without = members;
        if (column is not null)
        {
            var order = tier.Descending ? column.Descending : column.Ascending;
            var first = order.First(members, most - found.Count, matching.Algebra);
            found.AddRange(first.Select(document =>
                new Candidate(new Place(2 * number, tier.Descending ? ~column.Of(document) : column.Of(document)), place, document)));
            without = found.Count == most ? DocSet.Empty : matching.Algebra.AndNot(members, column.Present);
        }

        found.AddRange(ById(without, most - found.Count, new Place((2 * number) + 1, 0)));
    }

    // The place of a code in the alphabet is a whole number below 2^24, and as such a score.
    List<Candidate> ByCodes(DocSet hits, int most, ByCode sort, CodeBook.Sorted codes)
    {
        if (hits.IsEmpty || most == 0)
        {
            return [];
        }

        var listed = matching.Algebra.Listed(hits);
        var documents = listed.List.AsSpan(0, listed.Count);
        var scores = scratch.Floats(listed.Count).AsSpan(0, listed.Count);
        var (column, lists) = _core.Facets.Of(sort.Field);
        var worth = Worth(lists, sort.Descending, codes);
        for (var i = 0; i < documents.Length; i++)
        {
            scores[i] = worth[_core.Facets.KeyOf(documents[i], column)];
        }

        return Best(documents, scores, Math.Min(most, listed.Count));
    }

    // Of each key, so that many documents of one combination are judged once. Without a code it is nothing.
    static float[] Worth(CodeLists lists, bool descending, CodeBook.Sorted codes)
    {
        var worth = new float[lists.Count];
        for (var key = 0; key < worth.Length; key++)
        {
            foreach (var code in lists[key])
            {
                var place = descending ? codes.Rank[code] + 1 : codes.Rank.Length - codes.Rank[code];
                worth[key] = Math.Max(worth[key], place);
            }
        }

        return worth;
    }

    List<Candidate> ByScore(DocSet hits, int most, IReadOnlyList<(PlannedLeaf Leaf, float Boost)> scored)
    {
        if (hits.IsEmpty || most == 0)
        {
            return [];
        }

        var listed = matching.Algebra.Listed(hits);
        var documents = listed.List.AsSpan(0, listed.Count);
        var scores = scratch.Floats(listed.Count).AsSpan(0, listed.Count);
        scores.Clear();
        foreach (var (leaf, boost) in scored)
        {
            Scores.Add(leaf.Kept[place], Scores.Factor(leaf, boost), documents, scores);
        }

        foreach (var (query, score) in _weighed)
        {
            Scores.Add(matching.Algebra.BitsOf(matching.Of(query)), score, documents, scores);
        }

        foreach (var boost in request.Boosts)
        {
            Scores.Multiply(boost, _core.Number(boost.Field), documents, scores);
        }

        foreach (var favoured in request.Favoured)
        {
            Scores.Multiply(matching.Algebra.BitsOf(matching.Of(favoured.Query)), 1 + favoured.Weight, documents, scores);
        }

        return Best(documents, scores, Math.Min(most, listed.Count));
    }

    List<Candidate> Best(ReadOnlySpan<int> documents, ReadOnlySpan<float> scores, int most)
    {
        // The worst of those kept is on top: the least score, of equal ones the last id.
        var kept = new PriorityQueue<int, (float Score, int Rank)>(most, Comparer<(float Score, int Rank)>.Create(
            static (a, b) => a.Score != b.Score ? a.Score.CompareTo(b.Score) : b.Rank.CompareTo(a.Rank)));
        var worst = (Score: float.NegativeInfinity, Rank: 0);
        for (var i = 0; i < documents.Length; i++)
        {
            if (scores[i] < worst.Score || (scores[i] == worst.Score && _core.Ids.Rank[documents[i]] > worst.Rank))
            {
                continue;
            }

            var priority = (scores[i], _core.Ids.Rank[documents[i]]);
            if (kept.Count == most)
            {
                kept.DequeueEnqueue(i, priority);
            }
            else
            {
                kept.Enqueue(i, priority);
            }

            worst = kept.Count == most && kept.TryPeek(out _, out var top) ? top : worst;
        }

        List<Candidate> best = new(most);
        while (kept.TryDequeue(out var i, out var priority))
        {
            best.Add(new Candidate(Place.OfScore(priority.Score), place, documents[i]));
        }

        return best;
    }
}
