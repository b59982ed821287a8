using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace OutreachPortal.Opportunities;

/// <summary>
/// The name of an opportunity in addresses: ten letters and digits that a telephone does not confuse, made from source
/// and source id, so that the same notice has the same address in every database that holds it.
/// </summary>
internal static class ShortId
{
    public const int Length = 10;

    const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static string Of(string sourceKey, string sourceId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{sourceKey}\n{sourceId}"));
        return string.Create(Length, BitConverter.ToUInt64(hash), static (letters, bits) =>
        {
            for (var i = 0; i < letters.Length; i++, bits >>= 5) letters[i] = Alphabet[(int)(bits & 31)];
        });
    }

    static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    public static bool IsOne(ReadOnlySpan<char> text) => text.Length == Length && !text.ContainsAnyExcept(Letters);
}
