using Lucene.Net.Analysis.TokenAttributes;

namespace OutreachPortal.Search;

/// <summary>What there is to match in one document.</summary>
/// <param name="Source">The document.</param>
/// <param name="Lanes">Its words, by field and channel.</param>
/// <param name="Codes">Its exact codes and keywords, by field.</param>
sealed record DocumentWords(IndexDocument Source, IReadOnlyList<Lane> Lanes, ILookup<string, string> Codes);

/// <summary>The words of one field in one channel, in the order of their positions.</summary>
sealed class Lane(int place, int channel)
{
    public int Field => place;

    public int Channel => channel;

    public List<string> Terms { get; } = [];

    public List<int> Positions { get; } = [];

    public void Add(string term, int position)
    {
        Terms.Add(term);
        Positions.Add(position);
    }
}

/// <summary>Reads documents with the analyzers of the index, so that a word here is a word there.</summary>
sealed class DocumentReading(IndexSchema schema) : IDisposable
{
    readonly FieldAnalyzers _analyzers = new();

    public DocumentWords Read(IndexDocument document, FieldPlaces places)
    {
        Require(document);
        List<Lane> lanes = [];
        foreach (var field in document.Texts.GroupBy(text => text.Field))
        {
            lanes.Add(Words(field.Key, new Lane(places[field.Key], Channel.Neutral), field.Select(text => text.Text)));
            foreach (var known in field.GroupBy(text => Language.Of(text.Language))
                .Where(group => group.Key is not null))
            {
                var lane = new Lane(places[field.Key], Channel.Of(known.Key!));
                lanes.Add(Words(FieldNames.In(field.Key, known.Key!.Code), lane, known.Select(text => text.Text)));
            }
        }

        var values = document.Values.Where(value => value.Kind != FieldKind.Stored)
            .Select(value => (value.Field, Value: TextCut.First(value.Value, IndexDocument.MaxValueLength))).ToList();
        lanes.AddRange(values.GroupBy(value => value.Field).Select(group =>
            Plain(places[group.Key], Channel.Typed, group.Select(value => Folding.Neutral(value.Value)))));
        lanes.Add(Plain(0, Channel.Present, Present(document)));
        return new DocumentWords(document, lanes, values.ToLookup(value => value.Field, value => value.Value));
    }

    public void Dispose() => _analyzers.Dispose();

    static Lane Plain(int field, int channel, IEnumerable<string> terms)
    {
        var lane = new Lane(field, channel);
        foreach (var term in terms)
        {
            lane.Add(term, 0);
        }

        return lane;
    }

    static IEnumerable<string> Present(IndexDocument document) => document.Texts.Select(text => text.Field)
        .Concat(document.Values.Select(value => value.Field)).Concat(document.Numbers.Keys).Distinct();

    // Positions run as Lucene lets them run: through all texts of the field, with a gap between two.
    Lane Words(string name, Lane lane, IEnumerable<string> texts)
    {
        var next = 0;
        foreach (var (i, text) in texts.Index())
        {
            next += i > 0 ? _analyzers.GetPositionIncrementGap(name) : 0;
            next = lane.Channel == Channel.Neutral ? Neutral(lane, text, next) : Words(name, lane, text, next);
        }

        return lane;
    }

    // What the neutral analyzer does, without its detour.
    static int Neutral(Lane lane, string text, int next)
    {
        var last = -1;
        foreach (var token in WordReader.Read(text))
        {
            last = token.Position;
            lane.Add(Folding.Neutral(token.In(text)), next + last);
        }

        return next + last + 1;
    }

    int Words(string name, Lane lane, string text, int next)
    {
        using var stream = _analyzers.GetTokenStream(name, text);
        var term = stream.GetAttribute<ICharTermAttribute>();
        var step = stream.GetAttribute<IPositionIncrementAttribute>();
        stream.Reset();
        while (stream.IncrementToken())
        {
            next += step.PositionIncrement - 1;
            lane.Add(term.ToString()!, next);
            next++;
        }

        stream.End();
        return next + step.PositionIncrement;
    }

    void Require(IndexDocument document)
    {
        var fields = document.Texts.Select(text => (text.Field, Kind: FieldKind.Text))
            .Concat(document.Values.Select(value => (value.Field, value.Kind)))
            .Concat(document.Numbers.Keys.Select(field => (Field: field, Kind: FieldKind.Number)));
        foreach (var (field, kind) in fields)
        {
            if (schema.Find(field)?.Kind != kind)
            {
                throw new ArgumentException($"The schema has no {kind} field \"{field}\".", nameof(document));
            }
        }
    }
}
