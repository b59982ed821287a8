using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace OutreachPortal.Search;

/// <summary>
/// The stored fields of a hit, decoded when the first of them is asked for: who knows the document by its id need not.
/// </summary>
sealed class StoredFields(DocumentRecord records, ReadOnlyMemory<byte> record) : IReadOnlyDictionary<string, string>
{
    Dictionary<string, string>? _fields;

    // Whoever is first decodes them; two at once come to the same.
    Dictionary<string, string> Fields => _fields ??= Decode();

    public int Count => Fields.Count;

    public IEnumerable<string> Keys => Fields.Keys;

    public IEnumerable<string> Values => Fields.Values;

    public string this[string key] => Fields[key];

    public bool ContainsKey(string key) => Fields.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => Fields.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => Fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    Dictionary<string, string> Decode()
    {
        var reading = records.Read(record);
        reading.Id();
        return reading.Stored();
    }
}
