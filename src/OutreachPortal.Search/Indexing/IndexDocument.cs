namespace OutreachPortal.Search;

/// <summary>
/// What an index shall know of one thing. It is a list to be filled; the schema is consulted when the document is
/// handed to <see cref="SearchIndex.Upsert"/>.
/// </summary>
/// <param name="id">Unique in the index, not empty; the later document of an id replaces the earlier.</param>
public sealed class IndexDocument(string id)
{
    /// <summary>Keywords and codes are compared by this many UTF-16 units; what follows is not seen.</summary>
    public const int MaxValueLength = 1000;

    readonly List<(string Field, string Language, string Text)> _texts = [];
    readonly List<(string Field, FieldKind Kind, string Value)> _values = [];
    readonly Dictionary<string, long> _numbers = [];

    /// <summary>The id given.</summary>
    public string Id { get; } = string.IsNullOrEmpty(id) || id.Length > MaxValueLength
        ? throw new ArgumentException("A document needs an id of 1 to 1,000 characters.", nameof(id))
        : id;

    internal IReadOnlyList<(string Field, string Language, string Text)> Texts => _texts;

    internal IReadOnlyList<(string Field, FieldKind Kind, string Value)> Values => _values;

    internal IReadOnlyDictionary<string, long> Numbers => _numbers;

    /// <summary>Adds a text. A field may have one in each language, and several in one.</summary>
    /// <param name="field">A text field of the schema.</param>
    /// <param name="language">BCP 47 tag; a language that is none of the six is searched by its plain words.</param>
    /// <param name="text">Plain text, any length.</param>
    public IndexDocument Text(string field, string language, string text)
    {
        _texts.Add((field, language, text));
        return this;
    }

    /// <summary>Adds a value to be found exactly.</summary>
    /// <param name="field">A keyword field of the schema.</param>
    /// <param name="value">Compared by code units; typed by people, without regard to case and diacritics.</param>
    public IndexDocument Keyword(string field, string value) => Value(field, FieldKind.Keyword, value);

    /// <summary>Adds a code; adding it twice counts once. Add the ancestors of a hierarchical code too.</summary>
    /// <param name="field">A facet field of the schema.</param>
    /// <param name="code">Compared by code units.</param>
    public IndexDocument Facet(string field, string code) => Value(field, FieldKind.Facet, code);

    /// <summary>Sets the number of a field; the last one given stands.</summary>
    /// <param name="field">A number field of the schema.</param>
    /// <param name="value">Any whole number; its unit is the caller's.</param>
    public IndexDocument Number(string field, long value)
    {
        _numbers[field] = value;
        return this;
    }

    /// <summary>Sets a text to be handed back with a hit; the last one given stands.</summary>
    /// <param name="field">A stored field of the schema.</param>
    /// <param name="text">Any text.</param>
    public IndexDocument Store(string field, string text)
    {
        _values.RemoveAll(value => value.Kind == FieldKind.Stored && value.Field == field);
        return Value(field, FieldKind.Stored, text);
    }

    IndexDocument Value(string field, FieldKind kind, string value)
    {
        _values.Add((field, kind, value));
        return this;
    }
}
