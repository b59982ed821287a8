using System.Globalization;
using System.Net;
using System.Text.Json;
using NodaTime;
using SendGrid;

namespace OutreachPortal.Mail;

/// <summary>What SendGrid's answer to one request means for all its letters.</summary>
internal sealed record SendGridAnswer(AttemptOutcome Outcome)
{
    static readonly Duration PauseWithoutWord = Duration.FromSeconds(60);
    static readonly Duration Repair = Duration.FromMinutes(15);

    public HttpStatusCode? Status { get; init; }

    public string? Text { get; init; }

    public string? MessageId { get; init; }

    public ChannelTrouble? Trouble { get; init; }

    /// <summary>One of them is not acceptable; the others are.</summary>
    public bool IsOfOne => Status == HttpStatusCode.BadRequest;

    public bool IsTooLarge => Status == HttpStatusCode.RequestEntityTooLarge;

    public IEnumerable<SendResult> For(IEnumerable<OutgoingLetter> letters) => letters.Select(letter =>
        new SendResult(letter.DeliveryId, Outcome)
        {
            Code = Status is { } status ? ((int)status).ToString(CultureInfo.InvariantCulture) : null,
            Text = Text, ProviderMessageId = MessageId, Trouble = Trouble,
        });

    /// <summary>
    /// 500 and 503 are the provider's own: it has not taken the message. 502 and 504 come from something between us,
    /// which may have passed it on.
    /// </summary>
    public static async Task<SendGridAnswer> OfAsync(Response response, Instant now, CancellationToken cancellation)
    {
        var status = response.StatusCode;
        if (response.IsSuccessStatusCode)
            return new(AttemptOutcome.Accepted) { Status = status, MessageId = HeaderOf(response, "X-Message-Id") };
        var text = ErrorIn(await response.Body.ReadAsStringAsync(cancellation));
        return new(OutcomeOf(status)) { Status = status, Text = text, Trouble = TroubleOf(response, now) };
    }

    static AttemptOutcome OutcomeOf(HttpStatusCode status) => (int)status switch
    {
        502 or 504 => AttemptOutcome.Unknown,
        401 or 403 or 404 or 405 or 429 or >= 500 => AttemptOutcome.Transient,
        _ => AttemptOutcome.Permanent,
    };

    /// <summary>What is wrong with the key, the account or the address of the provider is no letter's fault.</summary>
    static ChannelTrouble? TroubleOf(Response response, Instant now) => (int)response.StatusCode switch
    {
        401 or 403 or 404 or 405 => new(Repair, true, $"SendGrid answers {(int)response.StatusCode}"),
        429 => new(PauseOf(response, now), false, "SendGrid asks for a pause (429)"),
        _ => null,
    };

    static Duration PauseOf(Response response, Instant now) =>
        long.TryParse(HeaderOf(response, "X-RateLimit-Reset"), CultureInfo.InvariantCulture, out var reset)
        && reset is > 0 and < 253_402_300_800
        && Instant.FromUnixTimeSeconds(reset) - now is var pause && pause > Duration.Zero
            ? Duration.Min(pause, Duration.FromHours(1)) : PauseWithoutWord;

    static string? HeaderOf(Response response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    static string ErrorIn(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var error = document.RootElement.GetProperty("errors")[0];
            return error.TryGetProperty("field", out var field) && field.ValueKind == JsonValueKind.String
                ? $"{field.GetString()}: {error.GetProperty("message").GetString()}"
                : error.GetProperty("message").GetString() ?? "";
        }
        catch (Exception fault) when (
            fault is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return body;
        }
    }
}
