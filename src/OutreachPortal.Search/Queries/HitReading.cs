namespace OutreachPortal.Search;

/// <summary>Reads what is handed back with the hits of a page.</summary>
sealed class HitReading(Snapshot snapshot, SearchRequest request)
{
    readonly SoughtWords _sought = new(request.HighlightFields.Count > 0 ? request.Query : new MatchAll());

    public List<SearchHit> Read(IReadOnlyList<Candidate> candidates)
    {
        var highlighter = new Highlighter(_sought, Math.Max(1, request.FragmentLength));
        return [.. candidates.Select(candidate => Read(candidate, highlighter))];
    }

    SearchHit Read(Candidate candidate, Highlighter highlighter)
    {
        var record = snapshot.Records.Read(snapshot.RecordOf(candidate.Segment, candidate.Document));
        var id = record.Id();
        var stored = record.Stored();
        var score = request.Sort is ByRelevance ? candidate.Place.Score : 0;
        return new SearchHit(id, score, stored, _sought.IsEmpty ? [] : Highlights(candidate, highlighter));
    }

    List<Fragment> Highlights(Candidate candidate, Highlighter highlighter)
    {
        var texts = snapshot.Records.Read(snapshot.TextsOf(candidate.Segment, candidate.Document)).Texts(request.HighlightFields);
        List<Fragment> highlights = [];
        foreach (var field in request.HighlightFields)
        {
            if (highlighter.Best(field, texts.Where(text => text.Field == field).Select(text => (text.Language, text.Text))) is { } best)
            {
                highlights.Add(best);
            }
        }

        return highlights;
    }
}
