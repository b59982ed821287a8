using Lucene.Net.Analysis;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace OutreachPortal.Search;

/// <summary>Writes an <see cref="IndexDocument"/> as Lucene keeps it.</summary>
sealed class DocumentWriter(IndexSchema schema)
{
    /// <summary>Weights are kept in eighths.</summary>
    public const int WeightUnit = 8;

    static readonly FieldType TextType = new()
    {
        IsIndexed = true, IsTokenized = true, OmitNorms = true, IndexOptions = IndexOptions.DOCS_AND_FREQS_AND_POSITIONS,
    };

    readonly DocumentRecord _record = new(schema);

    /// <summary>The weight of a field in eighths, at least one.</summary>
    public static int WeightOf(SchemaField field) => (int)Math.Clamp(MathF.Round(field.Weight * WeightUnit), 1, 1 << 16);

    public Document Write(IndexDocument source)
    {
        var target = new Document
        {
            new StringField(FieldNames.Id, source.Id, Field.Store.NO),
            new SortedDocValuesField(FieldNames.Id, new BytesRef(source.Id)),
        };
        WriteTexts(target, source);
        foreach (var value in source.Values.Distinct())
        {
            Require(value.Field, value.Kind);
            WriteValue(target, value.Field, value.Kind, value.Value);
        }

        foreach (var (field, number) in source.Numbers)
        {
            Require(field, FieldKind.Number);
            target.Add(new NumericDocValuesField(field, number));
        }

        WritePresence(target, source);
        target.Add(new BinaryDocValuesField(FieldNames.Record, new BytesRef(_record.Write(source))));
        return target;
    }

    void WriteTexts(Document target, IndexDocument source)
    {
        long length = 0;
        foreach (var (field, language, text) in source.Texts)
        {
            var words = new WordStream(text, Language.Of(language));
            target.Add(new Field(field, words, TextType));
            length += (long)words.Length * WeightOf(Require(field, FieldKind.Text));
        }

        target.Add(new NumericDocValuesField(FieldNames.Length, Math.Min(length, int.MaxValue)));
    }

    static void WriteValue(Document target, string field, FieldKind kind, string value)
    {
        if (kind == FieldKind.Stored)
        {
            return;
        }

        var cut = TextCut.First(value, IndexDocument.MaxValueLength);
        target.Add(new StringField(FieldNames.Typed(field), Folding.Neutral(cut), Field.Store.NO));
        if (kind == FieldKind.Facet)
        {
            target.Add(new SortedSetDocValuesField(field, new BytesRef(cut)));
        }
        else
        {
            target.Add(new StringField(field, cut, Field.Store.NO));
        }
    }

    // Facets and numbers have columns that tell.
    static void WritePresence(Document target, IndexDocument source)
    {
        var present = source.Texts.Select(text => text.Field)
            .Concat(source.Values.Where(value => value.Kind != FieldKind.Facet).Select(value => value.Field)).Distinct();
        foreach (var field in present)
        {
            target.Add(new StringField(FieldNames.Present, field, Field.Store.NO));
        }
    }

    SchemaField Require(string field, FieldKind kind) => schema.Find(field) is { } known && known.Kind == kind
        ? known
        : throw new ArgumentException($"The schema has no {kind} field \"{field}\".", nameof(field));

    /// <summary>
    /// Between two texts of one field, so that no phrase reaches across. The words come from <see cref="WordStream"/>.
    /// </summary>
    public sealed class Gaps : Analyzer
    {
        /// <summary>Places between two texts.</summary>
        public const int Gap = 128;

        public override int GetPositionIncrementGap(string fieldName) => Gap;

        protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader) =>
            throw new NotSupportedException("Texts come as streams of words.");
    }
}
