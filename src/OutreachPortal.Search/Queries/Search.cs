namespace OutreachPortal.Search;

/// <summary>
/// One search of one snapshot. The words are matched once in each segment; filters and facets are combined with that
/// set, so that a facet which passes over its own filters costs no second search.
/// </summary>
sealed class Search(Snapshot snapshot, SearchRequest request) : IDisposable
{
    readonly Scratch _scratch = new();
    readonly SearchPlans _plans = new(snapshot);
    readonly List<(string Name, Query[] Queries)> _filters =
        [.. request.Filters.GroupBy(filter => filter.Name, (name, some) => (name, some.Select(filter => filter.Query).ToArray()))];

    readonly List<string> _codeFacets = [.. request.Facets.OfType<CodeFacet>().Select(facet => facet.Name)];
    readonly Dictionary<QueryFacet, int[]> _queryFacets = request.Facets.OfType<QueryFacet>()
        .ToDictionary(facet => facet, facet => new int[facet.Values.Count]);

    public SearchResult Answer()
    {
        var counts = new FacetCounts(snapshot.Books, _scratch);
        _codeFacets.ForEach(counts.Ask);
        IReadOnlyList<(PlannedLeaf Leaf, float Boost)> scored =
            request.Sort is ByRelevance ? [.. _plans.Scored(request.Query)] : [];
        var codes = request.Sort is ByCode sort ? snapshot.Books.GetValueOrDefault(sort.Field)?.Alphabet() : null;
        var most = (int)Math.Min((long)request.Offset + request.Size, snapshot.MaxDoc);
        List<Candidate> first = [];
        var total = 0L;
        for (var place = 0; place < snapshot.Segments.Length; place++)
        {
            var segment = snapshot.Segments[place];
            var algebra = new SetAlgebra(segment.Core.MaxDoc, _scratch);
            var matching = new SegmentMatching(place, segment, algebra, _plans);
            var hits = Count(matching, counts);
            total += algebra.CountOf(hits);
            first.AddRange(new SegmentRanking(request, place, matching, _scratch).First(hits, most, scored, codes));
        }

        var page = Candidate.First(first, most, snapshot).Take(most).Skip(request.Offset).ToList();
        return new SearchResult(total, new HitReading(snapshot, request).Read(page), Facets(counts)) { Notes = [.. Notes()] };
    }

    /// <summary>Counts the facets of a segment and returns its hits.</summary>
    DocSet Count(SegmentMatching matching, FacetCounts counts)
    {
        var algebra = matching.Algebra;
        var matched = algebra.And(matching.Of(request.Query), matching.Segment.Live);
        var groups = _filters.ConvertAll(filter => matching.Every([.. filter.Queries.Select(matching.Of)]));
        var hits = matching.Every([matched, .. groups]);
        counts.Add(matching.Segment, hits, algebra, _codeFacets.Count > 0 ? TallyKey(matching) : null);
        foreach (var facet in _queryFacets)
        {
            Count(facet.Key, facet.Value, Within(facet.Key.Name, matched, groups, hits, matching), matching);
        }

        for (var group = 0; group < groups.Count; group++)
        {
            if (_codeFacets.Contains(_filters[group].Name))
            {
                var others = Within(_filters[group].Name, matched, groups, hits, matching);
                counts.AddOne(matching.Segment.Core.Facets, algebra.AndNot(others, groups[group]), algebra, _filters[group].Name);
            }
        }

        return hits;
    }

    // Lists that are narrowed by one thing, such as being open, are asked for over and over.
    string? TallyKey(SegmentMatching matching) =>
        request.Query is MatchAll && _filters is [(_, [var only])] && matching.KeyOf(only) is { } key
            ? $"{string.Join('\t', _codeFacets)}\n{key}"
            : null;

    // What a facet counts: hits, and what only its own filters keep from being one.
    DocSet Within(string facet, DocSet matched, List<DocSet> groups, DocSet hits, SegmentMatching matching)
    {
        var own = _filters.FindIndex(filter => filter.Name == facet);
        return own < 0 ? hits : matching.Every([matched, .. groups.Where((_, group) => group != own)]);
    }

    static void Count(QueryFacet facet, int[] counts, DocSet within, SegmentMatching matching)
    {
        for (var value = 0; value < counts.Length && !within.IsEmpty; value++)
        {
            counts[value] += matching.Algebra.CountCommon(within, matching.Of(facet.Values[value].Query));
        }
    }

    Dictionary<string, IReadOnlyList<FacetCount>> Facets(FacetCounts counts)
    {
        var facets = _codeFacets.ToDictionary(name => name, counts.Result);
        foreach (var (facet, values) in _queryFacets)
        {
            facets[facet.Name] = [.. facet.Values.Zip(values, (value, count) => new FacetCount(value.Value, count))
                .Where(count => count.Count > 0)
                .OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal)];
        }

        return facets;
    }

    IEnumerable<QueryNote> Notes() =>
        _plans.All.SelectMany(plan => plan.Incomplete).Concat(_plans.Wide).Distinct()
            .Select(text => new QueryNote(QueryNoteKind.PatternTooWide, text));

    public void Dispose() => _scratch.Dispose();
}
