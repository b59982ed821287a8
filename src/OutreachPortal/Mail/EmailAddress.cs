using System.Globalization;
using System.Text;

namespace OutreachPortal.Mail;

/// <summary>What a typed address is: an <see cref="EmailAddress"/>, or <see cref="AddressRefused"/>.</summary>
internal abstract record AddressReading;

internal enum AddressProblem
{
    /// <summary>Not an address that a person would give.</summary>
    Malformed,

    /// <summary>Letters beyond ASCII before the @, which the way our mail leaves cannot carry.</summary>
    NeedsUtf8,
}

internal sealed record AddressRefused(AddressProblem Problem) : AddressReading;

/// <summary>
/// An address that mail can be sent to. Quoted local parts, addresses of machines and display names are legal in mail
/// and never what somebody types into a form; what they carry are attacks, so they are refused.
/// </summary>
/// <param name="Typed">As typed, without spaces around it and with the domain as A-label.</param>
/// <param name="Key">For comparing: in lower case. Dots and plus signs stay, they are the owner's business.</param>
internal sealed record EmailAddress(string Typed, string Key) : AddressReading
{
    const int Longest = 254;
    const int LongestLocal = 64;
    const int LongestLabel = 63;
    const string Marks = "!#$%&'*+-/=?^_`{|}~";

    static readonly AddressRefused Malformed = new(AddressProblem.Malformed);
    static readonly IdnMapping Names = new() { UseStd3AsciiRules = true, AllowUnassigned = false };

    public string Domain => Typed[(Typed.LastIndexOf('@') + 1)..];

    /// <param name="text">Anything; null is nothing typed.</param>
    /// <param name="utf8">Whether the transport carries letters beyond ASCII before the @.</param>
    public static AddressReading Read(string? text, bool utf8 = false)
    {
        var typed = text?.Trim(' ', '\t') ?? "";
        if (typed.Length > Longest) return Malformed;
        if (typed.Split('@') is not [{ Length: > 0 } local, { Length: > 0 } domain]) return Malformed;
        if (!IsWellFormed(local)) return Malformed;
        if (!local.All(char.IsAscii) && !utf8) return new AddressRefused(AddressProblem.NeedsUtf8);
        if (DomainOf(domain) is not { } host || local.Length + 1 + host.Length > Longest) return Malformed;
        var address = $"{local.Normalize(NormalizationForm.FormC)}@{host}";
        return new EmailAddress(address, address.ToLowerInvariant());
    }

    static bool IsWellFormed(string local) =>
        Encoding.UTF8.GetByteCount(local) <= LongestLocal
        && local.IsNormalizable()
        && local.Split('.').All(atom => atom.Length > 0 && atom.EnumerateRunes().All(IsOfAtom));

    static bool IsOfAtom(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || Marks.Contains((char)rune.Value, StringComparison.Ordinal)
        : Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    static string? DomainOf(string domain)
    {
        try
        {
            var host = Names.GetAscii(domain).ToLowerInvariant();
            var labels = host.Split('.');
            return labels.Length > 1 && Array.TrueForAll(labels, IsLabel) && !labels[^1].All(char.IsAsciiDigit)
                ? host : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    static bool IsLabel(string label) => label.Length is > 0 and <= LongestLabel
        && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}

file static class Unicode
{
    /// <summary>Half a surrogate pair cannot be normalised: the framework throws.</summary>
    public static bool IsNormalizable(this string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i])) return false;
        }
        return true;
    }
}
