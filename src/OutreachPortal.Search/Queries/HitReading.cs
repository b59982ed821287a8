using Lucene.Net.Index;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>Reads what is handed back with the hits of a page.</summary>
sealed class HitReading(Snapshot snapshot, SearchRequest request)
{
    readonly SoughtWords _sought = new(request.HighlightFields.Count > 0 ? request.Query : new MatchAll());
    readonly Dictionary<int, BinaryDocValues> _records = [];

    public List<SearchHit> Read(IReadOnlyList<Candidate> candidates)
    {
        var highlighter = new Highlighter(_sought, Math.Max(1, request.FragmentLength));
        return [.. candidates.Select(candidate => Read(candidate, highlighter))];
    }

    SearchHit Read(Candidate candidate, Highlighter highlighter)
    {
        var memo = snapshot.Segments[candidate.Segment].Core.Records;
        var record = memo.Find(candidate.Document) ?? Keep(memo, candidate);
        var score = request.Sort is ByRelevance ? candidate.Place.Score : 0;
        return new SearchHit(
            record.Id, score, new StoredFields(snapshot.Records, record.Bytes),
            _sought.IsEmpty ? [] : Highlights(candidate, highlighter));
    }

    RecordMemo.Known Keep(RecordMemo memo, Candidate candidate)
    {
        var bytes = RecordOf(candidate);
        return memo.Keep(candidate.Document, snapshot.Records.Read(bytes).Id(), bytes);
    }

    ReadOnlyMemory<byte> RecordOf(Candidate candidate)
    {
        if (!_records.TryGetValue(candidate.Segment, out var records))
        {
            records = _records[candidate.Segment] = snapshot.RecordsOf(candidate.Segment);
        }

        var bytes = new BytesRef();
        records.Get(candidate.Document, bytes);
        return bytes.Bytes.AsMemory(bytes.Offset, bytes.Length);
    }

    List<Fragment> Highlights(Candidate candidate, Highlighter highlighter)
    {
        var bytes = snapshot.TextsOf(candidate.Segment, candidate.Document);
        var texts = snapshot.Records.Read(bytes).Texts(request.HighlightFields);
        var fields = request.HighlightFields;
        if (request.HighlightInstead is var (missing, instead) && !texts.Exists(text => text.Field == missing))
        {
            texts.AddRange(snapshot.Records.Read(bytes).Texts([instead]));
            fields = [.. fields, instead];
        }

        List<Fragment> highlights = [];
        foreach (var field in fields)
        {
            var pieces = texts.Where(text => text.Field == field).Select(text => (text.Language, text.Text));
            if (highlighter.Best(field, pieces) is { } best)
            {
                highlights.Add(best);
            }
        }

        return highlights;
    }
}
