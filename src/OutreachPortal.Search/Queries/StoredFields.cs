using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace OutreachPortal.Search;

/// <summary>The stored fields of a hit, decoded when the first of them is asked for: who knows the document by its id need not.</summary>
sealed class StoredFields(DocumentRecord.Reading record) : IReadOnlyDictionary<string, string>
{
    readonly Lazy<Dictionary<string, string>> _fields = new(record.Stored);

    public int Count => _fields.Value.Count;

    public IEnumerable<string> Keys => _fields.Value.Keys;

    public IEnumerable<string> Values => _fields.Value.Values;

    public string this[string key] => _fields.Value[key];

    public bool ContainsKey(string key) => _fields.Value.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => _fields.Value.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _fields.Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
