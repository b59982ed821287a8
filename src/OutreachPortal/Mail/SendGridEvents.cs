using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using NodaTime;
using SendGrid.Helpers.EventWebhook;

namespace OutreachPortal.Mail;

/// <summary>
/// The address that SendGrid posts its events to. What is not signed learns nothing; what is signed and known, unknown
/// or strange is taken, because a refusal would only be repeated for a day.
/// </summary>
internal static class SendGridEvents
{
    public const string Address = "/mail/sendgrid/events";

    public const int Largest = 5 << 20;

    public static async Task<IResult> ReceiveAsync(
        HttpContext context, SendGridSignature signature, SendGridReport reading, Reports reports, MailMeter meter,
        TimeProvider clock)
    {
        if (await BodyAsync(context.Request, context.RequestAborted) is not { } body)
            return Answer(StatusCodes.Status413PayloadTooLarge);
        var headers = context.Request.Headers;
        if (!signature.Covers(
            headers[RequestValidator.SIGNATURE_HEADER], headers[RequestValidator.TIMESTAMP_HEADER], body))
            return Answer(StatusCodes.Status401Unauthorized);
        if (Read(body) is not { } events) return Answer(StatusCodes.Status400BadRequest);
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var read = events.Select(element => reading.Read(element, now)).ToList();
        foreach (var report in read) meter.WebhookLag.Record(Math.Max(0, (now - report.HappenedAt).TotalSeconds));
        await reports.ReceiveAsync(read, context.RequestAborted);
        return Answer(StatusCodes.Status200OK);
    }

    /// <summary>The body as it was sent; null when it is too large.</summary>
    static async Task<string?> BodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > Largest) return null;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = Largest;
        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, cancellation);
            return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
        }
        catch (BadHttpRequestException large) when (large.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    static List<JsonElement>? Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select(element => element.Clone())] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The status says it; a program reads no page.</summary>
    static IResult Answer(int status) => Results.Text(
        Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status), statusCode: status);
}
