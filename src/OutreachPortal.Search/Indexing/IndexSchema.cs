using System.Text.RegularExpressions;

namespace OutreachPortal.Search;

/// <summary>What a field of an index is good for.</summary>
public enum FieldKind
{
    /// <summary>Words in one or more languages, searched by their meaning-bearing parts and ranked.</summary>
    Text,

    /// <summary>A value that is equal or not: a reference, a source's own id.</summary>
    Keyword,

    /// <summary>Codes, any number per document, that are filtered by and counted.</summary>
    Facet,

    /// <summary>One whole number or none, filtered by range and sorted by.</summary>
    Number,

    /// <summary>A text that is handed back with a hit and never searched.</summary>
    Stored,
}

/// <summary>One field of an <see cref="IndexSchema"/>.</summary>
/// <param name="Name">Lower-case name.</param>
/// <param name="Kind">What it is good for.</param>
/// <param name="Weight">Factor of a match in ranking; 1 except for text.</param>
public sealed record SchemaField(string Name, FieldKind Kind, float Weight);

/// <summary>
/// The fields of an index, fixed for its life. Give it a new <see cref="Version"/> whenever they or the texts put in
/// them change: an index of another version is refused on opening, never read wrongly.
/// </summary>
/// <example><c>new IndexSchema(1).Text("title", 3).Facet("country").Number("posted")</c></example>
public sealed partial class IndexSchema
{
    readonly Dictionary<string, SchemaField> _fields;

    /// <summary>An empty schema.</summary>
    /// <param name="version">Any number; only equality counts.</param>
    public IndexSchema(int version)
        : this(version, [])
    {
    }

    IndexSchema(int version, Dictionary<string, SchemaField> fields) => (Version, _fields) = (version, fields);

    /// <summary>Written into every commit and compared on opening.</summary>
    public int Version { get; }

    /// <summary>Every field, in no order.</summary>
    public IReadOnlyCollection<SchemaField> Fields => _fields.Values;

    internal IEnumerable<SchemaField> Texts => _fields.Values.Where(known => known.Kind == FieldKind.Text);

    /// <summary>This schema and a text field.</summary>
    /// <param name="name">Lower-case letters, digits, hyphens, beginning with a letter; used once.</param>
    /// <param name="weight">How much a match here counts, above 0; 1 is plain.</param>
    /// <exception cref="ArgumentException">The name is taken or malformed, or the weight is not above 0.</exception>
    public IndexSchema Text(string name, float weight = 1) => With(name, FieldKind.Text, weight);

    /// <summary>This schema and a keyword field.</summary>
    /// <param name="name">As in <see cref="Text"/>.</param>
    /// <exception cref="ArgumentException">The name is taken or malformed.</exception>
    public IndexSchema Keyword(string name) => With(name, FieldKind.Keyword);

    /// <summary>This schema and a facet field.</summary>
    /// <param name="name">As in <see cref="Text"/>.</param>
    /// <exception cref="ArgumentException">The name is taken or malformed.</exception>
    public IndexSchema Facet(string name) => With(name, FieldKind.Facet);

    /// <summary>This schema and a number field.</summary>
    /// <param name="name">As in <see cref="Text"/>.</param>
    /// <exception cref="ArgumentException">The name is taken or malformed.</exception>
    public IndexSchema Number(string name) => With(name, FieldKind.Number);

    /// <summary>This schema and a stored field.</summary>
    /// <param name="name">As in <see cref="Text"/>.</param>
    /// <exception cref="ArgumentException">The name is taken or malformed.</exception>
    public IndexSchema Stored(string name) => With(name, FieldKind.Stored);

    internal SchemaField? Find(string name) => _fields.GetValueOrDefault(name);

    IndexSchema With(string name, FieldKind kind, float weight = 1)
    {
        if (!NameForm().IsMatch(name) || _fields.ContainsKey(name))
        {
            throw new ArgumentException($"The field name \"{name}\" is taken or malformed.", nameof(name));
        }

        if (!(weight > 0) || float.IsInfinity(weight))
        {
            throw new ArgumentException($"The weight of \"{name}\" must be above 0.", nameof(weight));
        }

        return new IndexSchema(Version, new(_fields) { [name] = new SchemaField(name, kind, weight) });
    }

    [GeneratedRegex("^[a-z][a-z0-9-]*\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameForm();
}
