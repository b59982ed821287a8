namespace OutreachPortal.Search;

/// <summary>The fields of a schema as bits, and the channels in which a document has words.</summary>
sealed class FieldPlaces
{
    const int MaxFields = 64;

    readonly IndexSchema _schema;
    readonly Dictionary<string, int> _places;

    public FieldPlaces(IndexSchema schema)
    {
        if (schema.Fields.Count > MaxFields)
        {
            throw new ArgumentException($"A monitor takes a schema of at most {MaxFields} fields.", nameof(schema));
        }

        _schema = schema;
        _places = schema.Fields.Select((field, i) => (field.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i);
    }

    public IndexSchema Schema => _schema;

    /// <summary>The field's number.</summary>
    public int this[string field] => _places[field];

    /// <summary>The bits of those of the fields that have the kind.</summary>
    public ulong Bits(IEnumerable<SchemaField> fields, params ReadOnlySpan<FieldKind> kinds)
    {
        var bits = 0UL;
        foreach (var field in fields)
        {
            bits |= kinds.Contains(field.Kind) ? 1UL << this[field.Name] : 0;
        }

        return bits;
    }
}

/// <summary>
/// The ways in which a document has a word: in a text, as it stands or as a language has it; as a keyword or code that
/// people type; as the name of a field that has anything.
/// </summary>
static class Channel
{
    public const int Words = 0;
    public const int Typed = 1;
    public const int Present = 2;

    public static byte Bit(int channel) => (byte)(1 << channel);
}
