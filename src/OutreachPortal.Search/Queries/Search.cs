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
        [.. request.Filters.GroupBy(
            filter => filter.Name, (name, some) => (name, some.Select(filter => filter.Query).ToArray()))];

    readonly List<string> _codeFacets = [.. request.Facets.OfType<CodeFacet>().Select(facet => facet.Name)];
    readonly Dictionary<QueryFacet, int[]> _queryFacets = request.Facets.OfType<QueryFacet>()
        .ToDictionary(facet => facet, facet => new int[facet.Values.Count]);

    public SearchResult Answer()
    {
        IReadOnlyList<(PlannedLeaf Leaf, float Boost)> scored =
            request.Sort is ByRelevance ? [.. _plans.Scored(request.Query)] : [];
        var codes = request.Sort is ByCode sort ? snapshot.Books.GetValueOrDefault(sort.Field)?.Alphabet() : null;
        var most = (int)Math.Min((long)request.Offset + request.Size, snapshot.MaxDoc);
        var segments = snapshot.Segments.Select((segment, place) =>
            new SegmentMatching(place, segment, new SetAlgebra(segment.Core.MaxDoc, _scratch), _plans)).ToList();
        var key = KeyOf(segments);
        var known = key is null ? null : snapshot.Counted.Find(key);
        var counts = known is null ? new FacetCounts(snapshot.Books, _scratch, _codeFacets) : null;
        List<Candidate> first = [];
        var total = 0L;
        foreach (var (place, matching) in segments.Index())
        {
            var hits = Count(matching, counts);
            total += matching.Algebra.CountOf(hits);
            first.AddRange(new SegmentRanking(request, place, matching, _scratch).First(hits, most, scored, codes));
        }

        if (counts is not null)
        {
            known = _codeFacets.ToDictionary(name => name, counts.Result);
            snapshot.Counted.Keep(key, known);
        }

        var page = Candidate.First(first, most, snapshot).Take(most).Skip(request.Offset).ToList();
        return new SearchResult(total, new HitReading(snapshot, request).Read(page), Facets(known!))
        {
            Notes = [.. Notes()],
        };
    }

    /// <summary>
    /// Counts the facets of a segment, those of codes only where they are not known, and returns its hits.
    /// </summary>
    DocSet Count(SegmentMatching matching, FacetCounts? counts)
    {
        var algebra = matching.Algebra;
        var matched = algebra.And(matching.Of(request.Query), matching.Segment.Live);
        var groups = _filters.ConvertAll(filter => matching.Every([.. filter.Queries.Select(matching.Of)]));
        var hits = matching.Every([matched, .. groups]);
        counts?.Add(matching.Segment.Core.Facets, hits, algebra);
        foreach (var facet in _queryFacets)
        {
            Count(facet.Key, facet.Value, Within(facet.Key.Name, matched, groups, hits, matching), matching);
        }

        for (var group = 0; group < groups.Count && counts is not null; group++)
        {
            if (_codeFacets.Contains(_filters[group].Name))
            {
                var others = Within(_filters[group].Name, matched, groups, hits, matching);
                counts.AddOne(
                    matching.Segment.Core.Facets, algebra.AndNot(others, groups[group]), algebra, _filters[group].Name);
            }
        }

        return hits;
    }

    // Lists that are narrowed by one thing, such as being open, are asked for over and over.
    string? KeyOf(List<SegmentMatching> segments)
    {
        if (request.Query is not MatchAll || _codeFacets.Count == 0
            || _filters is not [var (name, queries)] || queries is not [var only])
        {
            return null;
        }

        var keys = segments.ConvertAll(segment => segment.KeyOf(only));
        return keys.Contains(null) ? null : $"{string.Join('\t', _codeFacets)}\n{name}\n{string.Join('\n', keys)}";
    }

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

    Dictionary<string, IReadOnlyList<FacetCount>> Facets(IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> codes)
    {
        var facets = new Dictionary<string, IReadOnlyList<FacetCount>>(codes);
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
