using System.Text.RegularExpressions;

namespace OutreachPortal.Mail;

/// <summary>
/// What a server said, fit to be kept: without the addresses that servers like to repeat, on one line, and short.
/// </summary>
internal static partial class Redacted
{
    const int Longest = 256;

    public static string? Of(string? text)
    {
        if (text is null) return null;
        var line = Addresses(text);
        line = string.Concat(line.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)).Trim();
        return line.Length <= Longest ? line : line[..Longest];
    }

    public static string Addresses(string text) => Address().Replace(text, "<address>");

    [GeneratedRegex(
        """<?[^\s<>"(),:;]+@[^\s<>"(),:;]+>?""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Address();
}
