using Lucene.Net.Documents;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>Writes an <see cref="IndexDocument"/> as Lucene keeps it.</summary>
sealed class DocumentWriter(IndexSchema schema)
{
    public Document Write(IndexDocument source)
    {
        var target = new Document
        {
            new StringField(FieldNames.Id, source.Id, Field.Store.YES),
            new SortedDocValuesField(FieldNames.Id, new BytesRef(source.Id)),
        };
        foreach (var (field, language, text) in source.Texts)
        {
            Require(field, FieldKind.Text);
            WriteText(target, field, language, text);
        }

        foreach (var value in source.Values.Distinct())
        {
            Require(value.Field, value.Kind);
            WriteValue(target, value.Field, value.Kind, value.Value);
        }

        foreach (var (field, number) in source.Numbers)
        {
            Require(field, FieldKind.Number);
            target.Add(new Int64Field(field, number, Field.Store.NO));
            target.Add(new NumericDocValuesField(field, number));
        }

        WritePresence(target, source);
        return target;
    }

    static void WriteText(Document target, string field, string language, string text)
    {
        target.Add(new TextField(field, text, Field.Store.NO));
        target.Add(new StoredField(FieldNames.Original(field, language), text));
        if (Language.Of(language) is { } known)
        {
            target.Add(new TextField(FieldNames.In(field, known.Code), text, Field.Store.NO));
        }
    }

    static void WriteValue(Document target, string field, FieldKind kind, string value)
    {
        if (kind == FieldKind.Stored)
        {
            target.Add(new StoredField(FieldNames.Stored(field), value));
            return;
        }

        var cut = TextCut.First(value, IndexDocument.MaxValueLength);
        target.Add(new StringField(field, cut, Field.Store.NO));
        target.Add(new StringField(FieldNames.Typed(field), Folding.Neutral(cut), Field.Store.NO));
        if (kind == FieldKind.Facet)
        {
            target.Add(new SortedSetDocValuesField(field, new BytesRef(cut)));
        }
    }

    static void WritePresence(Document target, IndexDocument source)
    {
        var present = source.Texts.Select(text => text.Field).Concat(source.Values.Select(value => value.Field))
            .Concat(source.Numbers.Keys).Distinct();
        foreach (var field in present)
        {
            target.Add(new StringField(FieldNames.Present, field, Field.Store.NO));
        }
    }

    void Require(string field, FieldKind kind)
    {
        if (schema.Find(field)?.Kind != kind)
        {
            throw new ArgumentException($"The schema has no {kind} field \"{field}\".", nameof(field));
        }
    }
}
