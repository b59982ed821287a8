using System.Security.Cryptography;
using System.Text;

namespace OutreachPortal.Mail;

/// <summary>
/// What stands for an address where the address must not: in suppressions, in events, in the log. Keyed, so that a list
/// of known addresses does not open it.
/// </summary>
internal sealed class AddressHash(Func<byte[]> key)
{
    readonly Lazy<byte[]> _key = new(key);

    /// <summary>HMAC-SHA256 of an address's key, hexadecimal.</summary>
    public string Of(string emailKey) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(emailKey)));
}
