using System.Security.Cryptography;
using System.Text;

namespace OutreachPortal.Importing;

/// <summary>
/// Remembers the ids of one file, so that two different records with one id are never merged in silence. Sixteen bytes a
/// record and its position: a file may hold millions.
/// </summary>
internal sealed class Twins
{
    readonly Dictionary<ulong, (ulong Content, string Position)> _seen = [];

    /// <summary>The sentence that names both, when this record contradicts an earlier one of the same id.</summary>
    public string? Conflict(SourceRecord record, string position)
    {
        var id = Hash($"{record.Source.Key}\n{record.SourceId}\n{record.RecordId}");
        var content = Hash(record.Hash);
        if (_seen.TryAdd(id, (content, position))) return null;
        var first = _seen[id];
        return first.Content == content
            ? null
            : $"It has the same id as {first.Position} (\"{record.RecordId ?? record.SourceId}\") and says something else; "
                + "the first one was kept.";
    }

    static ulong Hash(string text) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
