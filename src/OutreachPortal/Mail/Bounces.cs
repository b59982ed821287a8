using MimeKit;
using NodaTime;

namespace OutreachPortal.Mail;

/// <summary>
/// Reads what comes back to the address of a letter's sender. Only a delivery report (RFC 3464) about the very
/// recipient of the letter is a bounce. Replies of absent people, of other programs and of people themselves are read
/// by nobody, so that no two programs answer each other for ever.
/// </summary>
internal sealed class Bounces(Verp verp, AddressHash hash)
{
    static readonly string[] Addressed = ["To", "Delivered-To", "X-Original-To", "Envelope-To"];

    public ProviderReport? Read(MimeMessage message, string id, Instant now)
    {
        if (message.Body is not MultipartReport { ReportType: "delivery-status" } report) return null;
        var failed = report.OfType<MessageDeliveryStatus>().SelectMany(status => status.StatusGroups.Skip(1))
            .FirstOrDefault(group =>
                group["Action"]?.Trim().Equals("failed", StringComparison.OrdinalIgnoreCase) == true);
        if (failed?["Status"]?.Trim() is not { } status) return null;
        var macs = RecipientsIn(report, failed).Distinct().ToList();
        var addressed = AddressesOf(message).Select(address => verp.Read(address, macs));
        if (addressed.FirstOrDefault(read => read is not null) is not { } of)
            return null;
        return new ProviderReport("smtp", $"bounce:{id}", $"bounce {status}", now)
        {
            DeliveryId = of.Delivery, AddressMac = of.AddressMac, Meaning = MeaningOf(status),
            Raw = Redacted.Of(failed["Diagnostic-Code"]) ?? "",
        };
    }

    IEnumerable<string> RecipientsIn(MultipartReport report, HeaderList failed)
    {
        var named = new[] { failed["Original-Recipient"], failed["Final-Recipient"] }.OfType<string>()
            .Select(recipient => recipient[(recipient.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim());
        var returned = report.OfType<MessagePart>().SelectMany(part => part.Message?.To.Mailboxes ?? [])
            .Select(mailbox => mailbox.Address);
        return named.Concat(returned).Select(text => EmailAddress.Read(text, utf8: true)).OfType<EmailAddress>()
            .Select(address => hash.Of(address.Key));
    }

    static IEnumerable<string> AddressesOf(MimeMessage message) => message.Headers
        .Where(header => Addressed.Contains(header.Field, StringComparer.OrdinalIgnoreCase))
        .SelectMany(header => InternetAddressList.TryParse(header.Value, out var list) ? list.Mailboxes : [])
        .Select(mailbox => mailbox.Address);

    /// <summary>The same classes as of a refusal while the relay has us on the line.</summary>
    static ReportMeaning MeaningOf(string status) => status switch
    {
        "5.2.2" or "4.2.2" => ReportMeaning.MailboxFull,
        "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" or "5.2.1" => ReportMeaning.HardBounce,
        _ => ReportMeaning.Nothing,
    };
}
