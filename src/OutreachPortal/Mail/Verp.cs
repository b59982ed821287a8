using System.Security.Cryptography;
using System.Text;

namespace OutreachPortal.Mail;

/// <summary>
/// The address that a letter's bounce comes back to. It names the delivery, and carries a code over delivery and
/// recipient that only we can make: a bounce that somebody invents for a delivery he guessed, or for an address that
/// the letter did not go to, has the wrong one.
/// </summary>
internal sealed class Verp(Func<byte[]> key)
{
    const string Prefix = "bounce+";
    const int CodeLength = 16;

    readonly Lazy<byte[]> _key = new(key);

    public string AddressOf(OutgoingLetter letter, string domain) =>
        $"{Prefix}{letter.DeliveryId:N}.{CodeOf(letter.DeliveryId, letter.AddressMac)}@{domain}";

    /// <summary>
    /// The delivery that a letter to this address speaks of and the one of these recipients that it was for; null where
    /// the code says otherwise.
    /// </summary>
    public (Guid Delivery, string AddressMac)? Read(string address, IEnumerable<string> macs)
    {
        var local = address.Split('@')[0].ToLowerInvariant();
        if (!local.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        if (local[Prefix.Length..].Split('.') is not [var id, var code]) return null;
        if (!Guid.TryParseExact(id, "N", out var delivery)) return null;
        return macs.FirstOrDefault(mac => Same(code, CodeOf(delivery, mac))) is { } mac ? (delivery, mac) : null;
    }

    static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    string CodeOf(Guid delivery, string mac) => Convert.ToHexStringLower(
        HMACSHA256.HashData(_key.Value, Encoding.ASCII.GetBytes($"{delivery:N}:{mac}")))[..CodeLength];
}
