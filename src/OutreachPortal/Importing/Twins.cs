using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace OutreachPortal.Importing;

/// <summary>
/// Remembers the ids of one file, so that two different records with one id are never merged in silence. A file may
/// hold millions: of each, two hashes and the number of its position are kept, of the words before the number
/// one for all.
/// </summary>
internal sealed class Twins
{
    readonly Dictionary<ulong, Seen> _seen = [];
    readonly Dictionary<string, int> _nouns = [];

    /// <summary>The sentence that names both, when this record contradicts an earlier one of the same id.</summary>
    public string? Conflict(SourceRecord record, string position)
    {
        var id = Hash($"{record.Source.Key}\n{record.SourceId}\n{record.RecordId}");
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(_seen, id, out var twin);
        if (twin)
        {
            return first.Content == Hash32(record.Hash)
                ? null
                : $"It has the same id as {Position(first)} (\"{record.RecordId ?? record.SourceId}\") "
                    + "and says something else; the first one was kept.";
        }
        first = Remember(Hash32(record.Hash), position);
        return null;
    }

    Seen Remember(uint content, string position)
    {
        var digits = position.Length;
        while (digits > 0 && char.IsAsciiDigit(position[digits - 1]) && position.Length - digits < 9) digits--;
        var noun = position[..digits];
        if (!_nouns.TryGetValue(noun, out var index)) _nouns[noun] = index = _nouns.Count;
        var number = digits == position.Length
            ? -1
            : int.Parse(position.AsSpan(digits), System.Globalization.CultureInfo.InvariantCulture);
        return new Seen(content, index, number);
    }

    string Position(Seen seen) =>
        $"{_nouns.First(noun => noun.Value == seen.Noun).Key}{(seen.Number < 0 ? "" : seen.Number)}";

    static ulong Hash(string text) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    static uint Hash32(string text) => (uint)Hash(text);

    [StructLayout(LayoutKind.Sequential)]
    readonly record struct Seen(uint Content, int Noun, int Number);
}
