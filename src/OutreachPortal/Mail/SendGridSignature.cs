using System.Globalization;
using Microsoft.Extensions.Options;
using NodaTime;
using SendGrid.Helpers.EventWebhook;

namespace OutreachPortal.Mail;

/// <summary>
/// Whether a request comes from SendGrid, and from now: the provider signs the time and the body as they were sent.
/// Without a key in the settings nothing is believed.
/// </summary>
internal sealed class SendGridSignature(IOptions<MailOptions> options, TimeProvider clock)
{
    static readonly Duration Tolerance = Duration.FromMinutes(10);

    public bool Covers(string? signature, string? timestamp, string body)
    {
        if (options.Value.SendGrid.WebhookKey is "" || string.IsNullOrEmpty(signature)) return false;
        if (!IsOfNow(timestamp)) return false;
        try
        {
            var validator = new RequestValidator();
            var key = validator.ConvertPublicKeyToECDSA(options.Value.SendGrid.WebhookKey);
            return validator.VerifySignature(key, body, signature, timestamp);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The package says "this is no signature" with whatever its parser of numbers throws.
            return false;
        }
    }

    bool IsOfNow(string? timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds < 253_402_300_800
        && Instant.FromUnixTimeSeconds(seconds) - Instant.FromDateTimeOffset(clock.GetUtcNow()) is var off
        && off <= Tolerance && off >= -Tolerance;
}
