using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

public sealed class SendGridEventsTests : IAsyncLifetime, IDisposable
{
    const string Address = "/mail/sendgrid/events";

    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    ServedHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await ServedHouse.OpenAsync(
        recipe: null, clock: Hours.At(Some.Noon), Databases.Sqlite,
        $"--Mail:SendGrid:WebhookKey={Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo())}");

    [Fact]
    public async Task What_is_signed_is_taken_once()
    {
        var body = Events(Event("e-1", "delivered"), Event("e-2", "open"), Event("e-1", "delivered"));

        Assert.Equal(HttpStatusCode.OK, await PostAsync(body));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(body));

        Assert.Equal(["e-1", "e-2"], (await EventsAsync()).Select(report => report.EventId));
    }

    [Fact]
    public async Task What_is_not_signed_as_it_should_be_learns_nothing()
    {
        var body = Events(Event("e-1", "delivered"));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = Some.Noon.ToUnixTimeSeconds();

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(body, null, $"{now}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(body, "", $"{now}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(body, "not base64", $"{now}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(body, Convert.ToBase64String(new byte[70]), $"{now}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(body, Sign(body, now, other), $"{now}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(body, Sign(body, now), null));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(body, Sign(body, now), "soon"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(body, Sign(body, now), $"{now + 1}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(body + " ", Sign(body, now), $"{now}"));
        Assert.Empty(await EventsAsync());
    }

    [Theory]
    [InlineData(-601, 401)]
    [InlineData(-600, 200)]
    [InlineData(600, 200)]
    [InlineData(601, 401)]
    public async Task What_was_signed_long_ago_or_will_be_is_not_believed(int seconds, int status)
    {
        var (body, then) = (Events(Event("e-1", "delivered")), Some.Noon.ToUnixTimeSeconds() + seconds);

        Assert.Equal(status, (int)await SendAsync(body, Sign(body, then), $"{then}"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    [InlineData("[{]")]
    [InlineData("")]
    public async Task What_is_no_list_is_a_bad_request(string body) => Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body));

    [Fact]
    public async Task Ten_megabytes_are_too_many()
    {
        var body = $"[\"{new string('x', 10_000_000)}\"]";

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(body));
    }

    [Fact]
    public async Task A_get_is_not_allowed() =>
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _house.Client.GetAsync(Address)).StatusCode);

    [Fact]
    public async Task Of_a_thousand_events_one_that_cannot_be_read_is_parked_and_the_others_are_taken()
    {
        var delivery = await PutAsync();
        var events = Enumerable.Range(0, 999).Select(i => Event($"e-{i}", "delivered", delivery)).ToList();
        events.Insert(500, """{ "event": 7, "email": "reader@example.org" }""");
        events.Add(Event("e-strange", "telepathy", delivery));

        Assert.Equal(HttpStatusCode.OK, await PostAsync(Events([.. events])));

        var taken = await EventsAsync();
        Assert.Equal(1_001, taken.Count);
        var parked = Assert.Single(taken, report => report.AppliedAt is null);
        Assert.Equal(SendGridReport.Unreadable, parked.Kind);
        Assert.DoesNotContain("reader@example.org", parked.Raw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bounce", """ "type": "bounce", "status": "5.1.1" """, "HardBounce")]
    [InlineData("bounce", """ "type": "bounce", "bounce_classification": "Invalid Address" """, "HardBounce")]
    [InlineData("bounce", """ "type": "blocked", "status": "5.1.1" """, null)]
    [InlineData("bounce", """ "type": "bounce", "status": "5.7.1" """, null)]
    [InlineData("bounce", """ "type": "bounce", "bounce_classification": "Reputation" """, null)]
    [InlineData("bounce", """ "type": "bounce", "status": "5.2.2" """, null)]
    [InlineData("dropped", """ "reason": "Bounced Address" """, "HardBounce")]
    [InlineData("dropped", """ "reason": "Spam Reporting Address" """, "Complaint")]
    [InlineData("dropped", """ "reason": "Invalid SMTPAPI header" """, null)]
    [InlineData("spamreport", """ "asm_group_id": 1 """, "Complaint")]
    [InlineData("deferred", """ "response": "400 try again later" """, null)]
    [InlineData("unsubscribe", """ "asm_group_id": 1 """, null)]
    public async Task A_complaint_or_a_mailbox_that_is_not_there_ends_letters_and_nothing_else_does(string kind, string more, string? reason)
    {
        var delivery = await PutAsync();

        await PostAsync(Events(Event("e-1", kind, delivery, more), Event("e-2", "delivered", delivery)));

        await using var db = _house.OpenDb();
        var suppression = await db.Suppressions.SingleOrDefaultAsync();
        Assert.Equal(reason, suppression?.Reason.ToString());
        if (reason is not null)
            Assert.Equal(_house.Services.GetRequiredService<AddressHash>().Of("reader@example.org"), suppression!.Mac);
        Assert.DoesNotContain(await EventsAsync(), report => report.Raw.Contains("reader@example.org", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_of_a_letter_that_is_not_ours_changes_nothing()
    {
        await PostAsync(Events(Event("e-1", "spamreport", Guid.NewGuid())));

        Assert.Null(Assert.Single(await EventsAsync()).AppliedAt);
        await using var db = _house.OpenDb();
        Assert.Empty(await db.Suppressions.ToListAsync());
    }

    static string Events(params string[] events) => $"[{string.Join(",\n", events)}]";

    static string Event(string id, string kind, Guid? delivery = null, string? more = null) =>
        $$"""{ "email": "reader@example.org", "timestamp": {{Some.Noon.ToUnixTimeSeconds()}}, "event": "{{kind}}", "sg_event_id": "{{id}}", "did": "{{delivery:N}}"{{(more is null ? "" : "," + more)}} }""";

    Task<HttpStatusCode> PostAsync(string body) => SendAsync(body, Sign(body, Some.Noon.ToUnixTimeSeconds()), $"{Some.Noon.ToUnixTimeSeconds()}");

    async Task<HttpStatusCode> SendAsync(string body, string? signature, string? timestamp)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        // Who asks first hears the refusal instead of a cut line.
        request.Headers.ExpectContinue = body.Length > 1_000_000;
        if (signature is not null) request.Headers.TryAddWithoutValidation("X-Twilio-Email-Event-Webhook-Signature", signature);
        if (timestamp is not null) request.Headers.TryAddWithoutValidation("X-Twilio-Email-Event-Webhook-Timestamp", timestamp);
        using var answer = await _house.Client.SendAsync(request);
        return answer.StatusCode;
    }

    string Sign(string body, long timestamp, ECDsa? with = null) => Convert.ToBase64String((with ?? _key).SignData(
        Encoding.UTF8.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture) + body), HashAlgorithmName.SHA256,
        DSASignatureFormat.Rfc3279DerSequence));

    async Task<Guid> PutAsync()
    {
        await using var db = _house.OpenDb();
        var delivery = Post.Put(db, new Posting(Guid.NewGuid(), LetterKind.Daily, "slot", Some.Noon));
        await db.SaveChangesAsync();
        return delivery.Id;
    }

    async Task<List<ProviderEvent>> EventsAsync()
    {
        await using var db = _house.OpenDb();
        return await db.ProviderEvents.AsNoTracking().OrderBy(report => report.Id).ToListAsync();
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    public void Dispose() => _key.Dispose();
}
