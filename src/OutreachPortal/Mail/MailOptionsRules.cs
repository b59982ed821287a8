using Microsoft.Extensions.Options;
using MimeKit;

namespace OutreachPortal.Mail;

/// <summary>What stops the start: one sentence for each wrong setting, naming its key.</summary>
internal sealed class MailOptionsRules : IValidateOptions<MailOptions>
{
    const int ShortestKey = 32;

    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        List<string> wrong = [.. WrongWith(options), .. WrongWithTransport(options)];
        return wrong is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    static IEnumerable<string> WrongWith(MailOptions options)
    {
        if (!MailboxAddress.TryParse(options.From, out var from)
            || EmailAddress.Read(from.Address) is not EmailAddress || from.Name?.Any(char.IsControl) == true)
            yield return $"Mail:From is \"{options.From}\"; it must be an address like Name <alerts@example.org>.";
        if (options.HashKey is not "" && !IsKey(options.HashKey))
            yield return $"Mail:HashKey must be at least {ShortestKey} hexadecimal digits.";
        if (options.Rate is < 1 or > 100_000) yield return "Mail:Rate must be between 1 and 100000 letters a second.";
        if (options.Batch is < 1 or > 1_000) yield return "Mail:Batch must be between 1 and 1000.";
        if (options.LeaseSeconds is < 1 or > 3_600) yield return "Mail:LeaseSeconds must be between 1 and 3600.";
        if (options.CallSeconds < 1 || 2 * options.Call > options.Lease * (1 - Claim.SafePart))
            yield return "Mail:CallSeconds must be at least 1 and at most a fifth of Mail:LeaseSeconds.";
        if (options.QuarantineMinutes is < 0 or > 1_440)
            yield return "Mail:QuarantineMinutes must be between 0 and 1440.";
        foreach (var entry in AllowedRecipients.EntriesOf(options.AllowedRecipients))
            if (!AllowedRecipients.IsEntry(entry))
                yield return $"Mail:AllowedRecipients names \"{entry}\"; it takes addresses and @domains.";
    }

    static IEnumerable<string> WrongWithTransport(MailOptions options)
    {
        if (options.Transport == MailTransport.Smtp && options.Smtp.Host is "")
            yield return "Mail:Smtp:Host must be set when Mail:Transport is Smtp.";
        if (options.Smtp.Port is < 1 or > 65_535) yield return "Mail:Smtp:Port must be between 1 and 65535.";
        if (options.Smtp.Authority is not "" && !File.Exists(options.Smtp.Authority))
            yield return $"Mail:Smtp:Authority names {options.Smtp.Authority}, where no file is.";
        if (options.Transport == MailTransport.SendGrid && options.SendGrid.ApiKey is "")
            yield return "Mail:SendGrid:ApiKey must be set when Mail:Transport is SendGrid.";
        if (!Uri.TryCreate(options.SendGrid.BaseUrl, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https"))
            yield return "Mail:SendGrid:BaseUrl must be an address that begins with https://.";
    }

    static bool IsKey(string key) =>
        key.Length >= ShortestKey && key.Length % 2 == 0 && key.All(char.IsAsciiHexDigit);
}
