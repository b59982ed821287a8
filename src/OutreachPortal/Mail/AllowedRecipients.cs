using Microsoft.Extensions.Options;

namespace OutreachPortal.Mail;

/// <summary>
/// Who gets real letters: a copy of the portal for trying things must not write to the public. Everybody else's letters
/// end as accepted without leaving, so that all that follows can be tried too.
/// </summary>
internal sealed class AllowedRecipients(IOptions<MailOptions> options)
{
    static readonly char[] Separators = [',', ';', ' ', '\n', '\t'];

    readonly HashSet<string> _entries =
        new(EntriesOf(options.Value.AllowedRecipients).Select(KeyOf), StringComparer.Ordinal);

    public bool Contains(EmailAddress address) =>
        _entries.Count == 0 || _entries.Contains(address.Key) || _entries.Contains($"@{address.Domain}");

    public static string[] EntriesOf(string setting) =>
        setting.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static bool IsEntry(string entry) => EmailAddress.Read(Whole(entry)) is EmailAddress;

    static string KeyOf(string entry) => EmailAddress.Read(Whole(entry)) switch
    {
        EmailAddress address => entry[0] == '@' ? $"@{address.Domain}" : address.Key,
        _ => entry,
    };

    static string Whole(string entry) => entry[0] == '@' ? $"anybody{entry}" : entry;
}
