using System.Globalization;
using Lucene.Net.Search;

namespace OutreachPortal.Search;

/// <summary>One moment of an index, and how it answers.</summary>
sealed class Snapshot(IndexSchema schema, IndexSearcher searcher, FacetColumns columns)
{
    readonly QueryTranslation _translation = new(schema, searcher.IndexReader);

    public SearchResult Answer(SearchRequest request)
    {
        var filters = request.Filters.GroupBy(filter => filter.Name, filter => Matches(filter.Query)).ToList();
        var tallies = request.Facets.Select(Tally).ToList();
        var top = new TopHits((int)Math.Min((long)request.Offset + request.Size, searcher.IndexReader.MaxDoc));
        var collector = new HitCollector(filters, tallies, Ranking.Of(request.Sort, Matches), top);
        searcher.Search(Base(request), collector);
        collector.Finish();
        return new SearchResult(collector.Total, Hits(request, top.Ordered().Skip(request.Offset)),
            tallies.ToDictionary(tally => tally.Name, tally => tally.Result()));
    }

    // Words are weighed only where the order asks for it.
    Lucene.Net.Search.Query Base(SearchRequest request)
    {
        var query = _translation.Of(request.Query);
        return request.Sort is ByRelevance ? query : new ConstantScoreQuery(query);
    }

    SegmentMatches Matches(Query query) => new(searcher, _translation.Of(query));

    FacetTally Tally(FacetRequest facet) => facet switch
    {
        QueryFacet queries => new QueryTally(facet.Name, [.. queries.Values.Select(value => (value.Value, Matches(value.Query)))]),
        _ => new CodeTally(facet.Name, columns),
    };

    List<SearchHit> Hits(SearchRequest request, IEnumerable<Candidate> candidates)
    {
        var sought = new SoughtWords(request.HighlightFields.Count > 0 ? request.Query : new MatchAll());
        var highlighter = new Highlighter(sought, Math.Max(1, request.FragmentLength));
        return [.. candidates.Select(Hit)];

        SearchHit Hit(Candidate candidate)
        {
            var document = searcher.Doc(candidate.Document);
            var stored = document.Fields.Where(field => FieldNames.IsStored(field.Name))
                .ToDictionary(field => FieldNames.Unstored(field.Name), field => field.GetStringValue(CultureInfo.InvariantCulture));
            var score = request.Sort is ByRelevance ? ScoreRanking.Score(candidate.Place) : 0;
            var highlights = sought.IsEmpty ? [] : Highlights(request.HighlightFields, document, highlighter);
            return new SearchHit(document.Get(FieldNames.Id, CultureInfo.InvariantCulture), score, stored, highlights);
        }
    }

    static List<Fragment> Highlights(
        IReadOnlyList<string> fields, Lucene.Net.Documents.Document document, Highlighter highlighter)
    {
        var originals = document.Fields
            .Select(field => (Name: FieldNames.ReadOriginal(field.Name), Text: field.GetStringValue(CultureInfo.InvariantCulture)))
            .Where(original => original.Name is not null)
            .ToLookup(original => original.Name!.Value.Field, original => (original.Name!.Value.Language, original.Text));
        return [.. fields.Select(field => highlighter.Best(field, originals[field])).OfType<Fragment>()];
    }
}
