using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>Explains the score of one document; it does what a search does, for that document alone.</summary>
sealed class Explaining(Snapshot snapshot, SearchRequest request) : IDisposable
{
    readonly Scratch _scratch = new();
    readonly SearchPlans _plans = new(snapshot);

    public Explanation? Of(string id)
    {
        for (var place = 0; place < snapshot.Segments.Length; place++)
        {
            var segment = snapshot.Segments[place];
            var documents = segment.Reader.GetTermDocsEnum(new Term(FieldNames.Id, new BytesRef(id)));
            while (documents is not null && documents.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
            {
                if (segment.Reader.LiveDocs?.Get(documents.DocID) != false)
                {
                    return Of(place, documents.DocID);
                }
            }
        }

        return null;
    }

    public void Dispose() => _scratch.Dispose();

    Explanation Of(int place, int document)
    {
        var segment = snapshot.Segments[place];
        var algebra = new SetAlgebra(segment.Core.MaxDoc, _scratch);
        var matching = new SegmentMatching(place, segment, algebra, _plans);
        if (!Holds(request.Query))
        {
            return new Explanation(0, $"does not match {request.Query}", []);
        }

        if (request.Filters.FirstOrDefault(filter => !Holds(filter.Query)) is { } failed)
        {
            return new Explanation(0, $"does not pass the filter {failed.Name}: {failed.Query}", []);
        }

        return Scored(place, document, segment.Core, Weighed(), Favoured());

        IEnumerable<Explanation> Weighed() => SearchPlans.Weighed(request.Query).Where(one => Holds(one.Query))
            .Select(one => new Explanation(one.Score, $"matches {one.Query}", []));

        IEnumerable<Explanation> Favoured() => request.Favoured.Where(one => Holds(one.Query))
            .Select(one => new Explanation(1 + one.Weight, $"times, for {one.Query}", []));

        bool Holds(Query query) => BitWords.Has(algebra.BitsOf(matching.Of(query)), document);
    }

    Explanation Scored(
        int place, int document, SegmentCore core, IEnumerable<Explanation> conditions, IEnumerable<Explanation> favours)
    {
        List<Explanation> words = [];
        foreach (var (leaf, boost) in _plans.Scored(request.Query))
        {
            var earned = Scores.Of(leaf.Kept[place], Scores.Factor(leaf, boost), document);
            words.Add(new Explanation(earned, Text($"{leaf.Text}: in {leaf.Documents} of {snapshot.MaxDoc} documents"),
            [
                new(leaf.Weight, "weight of a word that rare", []),
                new(boost, "boost", []),
                new(earned == 0 ? 0 : earned / (leaf.Weight * boost), "often here, by field weight and length, at most 2.2", []),
            ]));
        }

        words.AddRange(conditions);
        var sum = words.Sum(word => word.Value);
        List<Explanation> factors = [new(sum, "the words together", words)];
        foreach (var boost in request.Boosts)
        {
            Span<float> factor = [1];
            Scores.Multiply(boost, core.Number(boost.Field), [document], factor);
            factors.Add(new Explanation(factor[0], $"times, for {boost.Field}", []));
            sum *= factor[0];
        }

        foreach (var favour in favours)
        {
            factors.Add(favour);
            sum *= favour.Value;
        }

        return new Explanation(sum, "score", factors);
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
