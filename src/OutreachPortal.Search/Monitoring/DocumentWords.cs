using System.Text;

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

    /// <summary>As UTF-8: what the index holds.</summary>
    public List<byte[]> Terms { get; } = [];

    public List<int> Positions { get; } = [];

    /// <summary>
    /// The words as written: stems stand behind a control character, and what else begins with one is no word.
    /// </summary>
    public IEnumerable<string> Written => Terms.Where(term => term.Length > 0 && term[0] >= ' ').Select(Encoding.UTF8.GetString);

    public void Add(byte[] term, int position)
    {
        Terms.Add(term);
        Positions.Add(position);
    }
}

/// <summary>Reads documents as the index writes them, so that a word here is a word there.</summary>
sealed class DocumentReading(IndexSchema schema)
{
    public DocumentWords Read(IndexDocument document, FieldPlaces places)
    {
        Require(document);
        List<Lane> lanes = [.. document.Texts.GroupBy(text => text.Field).Select(field =>
            Words(new Lane(places[field.Key], Channel.Words), field.Select(text => (text.Language, text.Text))))];
        var values = document.Values.Where(value => value.Kind != FieldKind.Stored)
            .Select(value => (value.Field, Value: TextCut.First(value.Value, IndexDocument.MaxValueLength))).ToList();
        lanes.AddRange(values.GroupBy(value => value.Field).Select(group =>
            Plain(places[group.Key], Channel.Typed, group.Select(value => Folding.Neutral(value.Value)))));
        lanes.Add(Plain(0, Channel.Present, Present(document)));
        return new DocumentWords(document, lanes, values.ToLookup(value => value.Field, value => value.Value));
    }

    static Lane Plain(int field, int channel, IEnumerable<string> terms)
    {
        var lane = new Lane(field, channel);
        foreach (var term in terms)
        {
            lane.Add(Encoding.UTF8.GetBytes(term), 0);
        }

        return lane;
    }

    static IEnumerable<string> Present(IndexDocument document) => document.Texts.Select(text => text.Field)
        .Concat(document.Values.Select(value => value.Field)).Concat(document.Numbers.Keys).Distinct();

    // Positions run as Lucene lets them run: through all texts of the field, with a gap between two.
    static Lane Words(Lane lane, IEnumerable<(string Language, string Text)> texts)
    {
        var next = 0;
        foreach (var (i, (tag, text)) in texts.Index())
        {
            next += i > 0 ? Gathering.Gap : 0;
            next = Words(lane, text, Language.Of(tag), next);
        }

        return lane;
    }

    // What the stream of the index does; the place after the last word is handed back.
    static int Words(Lane lane, string text, Language? language, int start)
    {
        var next = start;
        foreach (var token in WordReader.Read(text))
        {
            var forms = WordForms.Of(text, token, language);
            if (forms.Neutral.Length == 0)
            {
                continue;
            }

            lane.Add(forms.Neutral, start + token.Position);
            if (forms.Stem is { } stem)
            {
                lane.Add(stem, start + token.Position);
            }

            next = start + token.Position + 1;
        }

        return next;
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
