using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>Terms by their bytes. Of a word that is not long the first and last eight are all of it.</summary>
sealed class SameBytes : IEqualityComparer<byte[]>
{
    const ulong Odd = 0x9e3779b97f4a7c15;

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj)
    {
        if (obj.Length > 2 * sizeof(ulong))
        {
            var whole = default(HashCode);
            whole.AddBytes(obj);
            return whole.ToHashCode();
        }

        return (int)((((Beginning(obj) * Odd) ^ End(obj) ^ (ulong)obj.Length) * Odd) >> 32);
    }

    static ulong Beginning(byte[] term)
    {
        if (term.Length >= sizeof(ulong))
        {
            return MemoryMarshal.Read<ulong>(term);
        }

        var bytes = 0UL;
        foreach (var part in term)
        {
            bytes = (bytes << 8) | part;
        }

        return bytes;
    }

    static ulong End(byte[] term) =>
        term.Length > sizeof(ulong) ? MemoryMarshal.Read<ulong>(term.AsSpan(term.Length - sizeof(ulong))) : 0;
}
