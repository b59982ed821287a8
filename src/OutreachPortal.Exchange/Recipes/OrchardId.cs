using System.Buffers.Binary;

namespace OutreachPortal.Exchange;

/// <summary>Content ids as Orchard Core writes them: 26 characters of Crockford's base 32 in lower case.</summary>
public static class OrchardId
{
    const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>
    /// The id of a version 4 GUID: its bytes as two little-endian halves of 64 bits, each written as 13 characters,
    /// the top
    /// four bits first. It begins with 4, the version.
    /// </summary>
    public static string From(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes);
        Span<char> id = stackalloc char[26];
        Write(BinaryPrimitives.ReadUInt64LittleEndian(bytes), id[..13]);
        Write(BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]), id[13..]);
        return new string(id);
    }

    static void Write(ulong half, Span<char> into)
    {
        for (var n = 0; n < 13; n++) into[n] = Alphabet[(int)(half >> (60 - (5 * n))) & (n == 0 ? 15 : 31)];
    }
}
