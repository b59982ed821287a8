namespace OutreachPortal.Search;

/// <summary>Writes an <see cref="IndexDocument"/> as Lucene will keep it.</summary>
sealed class DocumentWriter(IndexSchema schema)
{
    /// <summary>Weights are kept in eighths.</summary>
    public const int WeightUnit = 8;

    readonly DocumentRecord _record = new(schema);

    /// <summary>The weight of a field in eighths, at least one.</summary>
    public static int WeightOf(SchemaField field) => (int)Math.Clamp(MathF.Round(field.Weight * WeightUnit), 1, 1 << 16);

    /// <summary>
    /// Adds a document, in place of any of the same id; nothing of it when the schema lacks one of its fields.
    /// </summary>
    public void Write(IndexDocument source, Gathering into)
    {
        Require(source);
        into.Begin(source.Id, _record.Write(source), _record.WriteTexts(source));
        WriteTexts(source, into);
        WriteValues(source, into);
        foreach (var (field, number) in source.Numbers)
        {
            into.SetNumber(field, number);
        }

        WritePresence(source, into);
    }

    void WriteTexts(IndexDocument source, Gathering into)
    {
        var length = 0L;
        foreach (var field in source.Texts.GroupBy(text => text.Field))
        {
            var words = into.AddTexts(field.Key, field.Select(text => (text.Language, text.Text)));
            length += words * WeightOf(schema.Find(field.Key)!);
        }

        into.SetNumber(FieldNames.Length, Math.Min(length, int.MaxValue));
    }

    static void WriteValues(IndexDocument source, Gathering into)
    {
        var values = source.Values.Where(value => value.Kind != FieldKind.Stored)
            .Select(value => value with { Value = TextCut.First(value.Value, IndexDocument.MaxValueLength) }).Distinct();
        foreach (var (field, kind, value) in values)
        {
            into.AddValue(FieldNames.Typed(field), Folding.Neutral(value));
            if (kind == FieldKind.Facet)
            {
                into.AddCode(field, value);
            }
            else
            {
                into.AddValue(field, value);
            }
        }
    }

    // Facets and numbers have columns that tell.
    static void WritePresence(IndexDocument source, Gathering into)
    {
        var present = source.Texts.Select(text => text.Field)
            .Concat(source.Values.Where(value => value.Kind != FieldKind.Facet).Select(value => value.Field)).Distinct();
        foreach (var field in present)
        {
            into.AddValue(FieldNames.Present, field);
        }
    }

    void Require(IndexDocument source)
    {
        foreach (var (field, _, _) in source.Texts)
        {
            Require(field, FieldKind.Text);
        }

        foreach (var (field, kind, _) in source.Values)
        {
            Require(field, kind);
        }

        foreach (var field in source.Numbers.Keys)
        {
            Require(field, FieldKind.Number);
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
