using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace OutreachPortal.Mail;

/// <summary>Reads SendGrid's events. One that cannot be read is kept as such and does not hold up the others.</summary>
internal sealed class SendGridReport(AddressHash hash)
{
    public const string Provider = "sendgrid";
    public const string Unreadable = "unreadable";

    const int LongestRaw = 4_000;
    const int LongestId = 200;

    public ProviderReport Read(JsonElement element, Instant now)
    {
        var raw = Redacted.Addresses(element.GetRawText());
        raw = raw.Length <= LongestRaw ? raw : raw[..LongestRaw];
        if (Text(element, "sg_event_id") is not { Length: > 0 and <= LongestId } id
            || Text(element, "event") is not { Length: > 0 and <= LongestId } kind
            || HappenedAt(element) is not { } happened)
            return new(Provider, $"{Unreadable}:{Fingerprint(element)}", Unreadable, now) { Raw = raw };
        return new(Provider, id, kind, happened)
        {
            Meaning = MeaningOf(kind, element),
            DeliveryId = Guid.TryParse(Text(element, "did"), out var delivery) ? delivery : null,
            AddressMac = EmailAddress.Read(Text(element, "email"), utf8: true) is EmailAddress address
                ? hash.Of(address.Key) : null,
            Raw = raw,
        };
    }

    /// <summary>
    /// A block is a refusal of us, of this letter, or for now; only a bounce that is not one of those speaks of the
    /// mailbox. What was dropped was so because of an earlier bounce or complaint, perhaps through another door.
    /// </summary>
    static ReportMeaning MeaningOf(string kind, JsonElement element) => kind switch
    {
        "spamreport" => ReportMeaning.Complaint,
        "bounce" when Text(element, "type") is "blocked" => ReportMeaning.Nothing,
        "bounce" => MeaningOfBounce(Text(element, "status") ?? "", Text(element, "bounce_classification") ?? ""),
        "dropped" => MeaningOfDrop(Text(element, "reason") ?? ""),
        _ => ReportMeaning.Nothing,
    };

    static ReportMeaning MeaningOfBounce(string status, string classification) => status switch
    {
        "5.2.2" or "4.2.2" => ReportMeaning.MailboxFull,
        _ when status.StartsWith("5.7.", StringComparison.Ordinal) || status.StartsWith('4') => ReportMeaning.Nothing,
        _ when classification is "Reputation" or "Content" or "Technical" or "Frequency or Volume Too High" =>
            ReportMeaning.Nothing,
        _ => ReportMeaning.HardBounce,
    };

    static ReportMeaning MeaningOfDrop(string reason) => reason switch
    {
        "Bounced Address" => ReportMeaning.HardBounce,
        "Spam Reporting Address" => ReportMeaning.Complaint,
        _ => ReportMeaning.Nothing,
    };

    static Instant? HappenedAt(JsonElement element) =>
        element.TryGetProperty("timestamp", out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var seconds) && seconds is > 0 and < 253_402_300_800
            ? Instant.FromUnixTimeSeconds(seconds) : null;

    static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static string Fingerprint(JsonElement element) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(element.GetRawText())));
}
