using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

/// <summary>Every answer of the provider, and every request we make of it against its own description.</summary>
public sealed class SendGridTransportTests : IAsyncLifetime
{
    const string Wrong = """{ "personalizations": [{ "to": [], "headers": {}, "custom_args": {} }], "subject": 7 }""";

    ScriptedSendGrid _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await ScriptedSendGrid.OpenAsync();

    [Fact]
    public async Task Letters_that_say_the_same_go_in_one_request_each_with_its_own_token()
    {
        var letters = Enumerable.Range(1, 100).Select(i => Letter(i, text: $"End it: https://portal.example/alerts/unsubscribe/token-{i}\n")).ToList();

        var results = await SendAsync(letters);

        Assert.All(results, result => Assert.Equal((AttemptOutcome.Accepted, "202", "message-1"), (result.Outcome, result.Code, result.ProviderMessageId)));
        Assert.Equal(letters.Select(letter => letter.DeliveryId).Order(), results.Select(result => result.DeliveryId).Order());
        using var request = JsonDocument.Parse(Assert.Single(_provider.Requests));
        var seventh = request.RootElement.GetProperty("personalizations")[6];
        Assert.Equal(letters[6].DeliveryId.ToString("N"), seventh.GetProperty("custom_args").GetProperty("did").GetString());
        Assert.Equal("token-7", seventh.GetProperty("substitutions").GetProperty("-unsubscribe-token-").GetString());
        Assert.Contains("/unsubscribe/token-7>", seventh.GetProperty("headers").GetProperty("List-Unsubscribe").GetString(), StringComparison.Ordinal);
        Assert.Contains("/unsubscribe/-unsubscribe-token-", request.RootElement.GetProperty("content")[0].GetProperty("value").GetString(), StringComparison.Ordinal);
    }

    /// <summary>The provider of these tests asks it of every request; where it cannot, this one is skipped and says so.</summary>
    [Fact]
    public async Task Every_request_is_what_the_provider_describes()
    {
        await SendAsync([.. Enumerable.Range(1, 30).Select(i => Letter(i))]);
        await SendAsync([Letter(1, text: "other words"), Letter(1, text: "other words")]);
        await SendAsync([Confirm(1)]);
        await SendAsync([Confirm(2)], sandbox: true);
        _provider.Script = (context, to) => ScriptedSendGrid.Say(context, to.Contains("reader-3@example.org") ? 400 : 202, "bad");
        await SendAsync([.. Enumerable.Range(1, 9).Select(i => Letter(i))]);

        Assert.True(_provider.Requests.Count > 6);
        foreach (var request in _provider.Requests) Assert.Empty(await SendGridSchema.ErrorsOfAsync(request));
    }

    [Fact]
    public async Task The_description_refuses_what_is_wrong() => Assert.NotEmpty(await SendGridSchema.ErrorsOfAsync(Wrong));

    [Fact]
    public async Task A_request_that_the_description_refuses_fails_its_test()
    {
        Assert.SkipUnless(SendGridSchema.IsHere, "SendGrid's own description is not beside the repository.");
        using var client = new HttpClient { BaseAddress = new Uri(_provider.Address) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", "SG.key");

        using var body = new StringContent(Wrong);
        await client.PostAsync("/v3/mail/send", body);

        Assert.NotEmpty(_provider.Faults);
        _provider.Faults.Clear();
    }

    [Fact]
    public async Task Nothing_is_tracked_and_nothing_of_a_person_is_told_but_the_address()
    {
        await SendAsync([Letter(1)], sandbox: true);

        using var request = JsonDocument.Parse(Assert.Single(_provider.Requests));
        var root = request.RootElement;
        foreach (var kind in new[] { "click_tracking", "open_tracking", "subscription_tracking" })
            Assert.False(root.GetProperty("tracking_settings").GetProperty(kind).GetProperty("enable").GetBoolean());
        Assert.True(root.GetProperty("mail_settings").GetProperty("sandbox_mode").GetProperty("enable").GetBoolean());
        Assert.Equal(["daily"], root.GetProperty("categories").EnumerateArray().Select(category => category.GetString()));
        Assert.Equal(["did"], root.GetProperty("personalizations")[0].GetProperty("custom_args").EnumerateObject().Select(pair => pair.Name));
        Assert.Equal(1, root.GetRawText().Split("reader-1@example.org").Length - 1);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(100, 50)]
    [InlineData(100, 100)]
    [InlineData(7, 4)]
    public async Task One_bad_address_is_found_in_a_few_calls_and_the_others_go(int count, int bad)
    {
        var hadThem = new List<string>();
        _provider.Script = (context, to) =>
        {
            if (to.Contains($"reader-{bad}@example.org")) return ScriptedSendGrid.Say(context, 400, "Does not contain a valid address.");
            hadThem.AddRange(to);
            return ScriptedSendGrid.Say(context, 202);
        };

        var results = await SendAsync([.. Enumerable.Range(1, count).Select(i => Letter(i))]);

        var refused = Assert.Single(results, result => result.Outcome == AttemptOutcome.Permanent);
        Assert.Equal(("400", "Does not contain a valid address."), (refused.Code, refused.Text));
        Assert.Equal(count - 1, results.Count(result => result.Outcome == AttemptOutcome.Accepted));
        Assert.Equal(count - 1, hadThem.Distinct().Count());
        Assert.Equal(hadThem.Count, hadThem.Distinct().Count());
        Assert.True(_provider.Requests.Count <= 11, $"{_provider.Requests.Count} calls");
    }

    [Fact]
    public async Task Of_several_bad_addresses_each_is_found_and_no_letter_goes_twice()
    {
        string[] bad = ["reader-5@example.org", "reader-6@example.org", "reader-40@example.org"];
        var hadThem = new List<string>();
        _provider.Script = (context, to) =>
        {
            if (to.Any(bad.Contains)) return ScriptedSendGrid.Say(context, 400, "bad");
            hadThem.AddRange(to);
            return ScriptedSendGrid.Say(context, 202);
        };

        var results = await SendAsync([.. Enumerable.Range(1, 64).Select(i => Letter(i))]);

        Assert.Equal(3, results.Count(result => result.Outcome == AttemptOutcome.Permanent));
        Assert.Equal(61, results.Count(result => result.Outcome == AttemptOutcome.Accepted));
        Assert.Equal((61, 61), (hadThem.Count, hadThem.Distinct().Count()));
    }

    [Fact]
    public async Task What_is_too_large_goes_in_halves()
    {
        _provider.Script = (context, to) => ScriptedSendGrid.Say(context, to.Count > 30 ? 413 : 202);

        var results = await SendAsync([.. Enumerable.Range(1, 100).Select(i => Letter(i))]);

        Assert.All(results, result => Assert.Equal(AttemptOutcome.Accepted, result.Outcome));
        Assert.Equal(7, _provider.Requests.Count);
    }

    [Theory]
    [InlineData(413, "Permanent", false, false)]
    [InlineData(400, "Permanent", false, false)]
    [InlineData(401, "Transient", true, true)]
    [InlineData(403, "Transient", true, true)]
    [InlineData(404, "Transient", true, true)]
    [InlineData(429, "Transient", true, false)]
    [InlineData(500, "Transient", false, false)]
    [InlineData(503, "Transient", false, false)]
    [InlineData(502, "Unknown", false, false)]
    [InlineData(504, "Unknown", false, false)]
    public async Task An_answer_is_put_into_its_class(int status, string outcome, bool trouble, bool broken)
    {
        _provider.Script = (context, _) => ScriptedSendGrid.Say(context, status, "no");

        var result = Assert.Single(await SendAsync([Letter(1)]));

        Assert.Equal((outcome, trouble, broken), (result.Outcome.ToString(), result.Trouble is not null, result.Trouble?.Broken == true));
        Assert.NotEqual(true, result.Trouble?.Counts);
    }

    [Theory]
    [InlineData(null, 60)]
    [InlineData("soon", 60)]
    [InlineData("+90", 90)]
    [InlineData("-5", 60)]
    [InlineData("+999999", 3_600)]
    public async Task A_pause_lasts_until_the_hour_that_the_provider_names(string? reset, int seconds)
    {
        _provider.Script = (context, _) =>
        {
            if (reset is not null)
                context.Response.Headers["X-RateLimit-Reset"] = reset[0] is '+' or '-'
                    ? $"{Some.Noon.ToUnixTimeSeconds() + int.Parse(reset)}" : reset;
            return ScriptedSendGrid.Say(context, 429, "too many requests");
        };

        var result = Assert.Single(await SendAsync([Letter(1)]));

        Assert.Equal(Duration.FromSeconds(seconds), result.Trouble!.Pause);
    }

    [Fact]
    public async Task After_an_answer_about_the_channel_the_rest_of_a_batch_is_not_tried()
    {
        _provider.Script = (context, _) => ScriptedSendGrid.Say(context, 401, "no");

        var results = await SendAsync([Letter(1, "one"), Letter(2, "two"), Letter(3, "three")]);

        Assert.Single(_provider.Requests);
        Assert.All(results, result => Assert.NotNull(result.Trouble));
        Assert.Equal(3, results.Count);
    }

    [Fact]
    public async Task A_line_that_is_cut_after_the_request_leaves_a_doubt()
    {
        _provider.Script = (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        Assert.Equal(AttemptOutcome.Unknown, Assert.Single(await SendAsync([Letter(1)])).Outcome);
    }

    [Fact]
    public async Task No_answer_leaves_a_doubt()
    {
        using var patience = new CancellationTokenSource();
        _provider.Script = async (context, _) =>
        {
            await patience.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };

        Assert.Equal(AttemptOutcome.Unknown, Assert.Single(await SendAsync([Letter(1)], patience: patience.Token)).Outcome);
    }

    [Fact]
    public async Task Accepted_is_accepted_however_slowly_the_rest_of_the_answer_comes()
    {
        using var end = new CancellationTokenSource();
        _provider.Script = async (context, _) =>
        {
            context.Response.StatusCode = 202;
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        var result = Assert.Single(await SendAsync([Letter(1)], patience: patience.Token));
        await end.CancelAsync();

        Assert.Equal(AttemptOutcome.Accepted, result.Outcome);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent()
    {
        await _provider.DisposeAsync();

        Assert.Equal(AttemptOutcome.Transient, Assert.Single(await SendAsync([Letter(1)], at: "http://127.0.0.1:1")).Outcome);
    }

    [Fact]
    public async Task Where_encryption_fails_nothing_was_sent()
    {
        var plain = _provider.Address.Replace("http://", "https://", StringComparison.Ordinal);

        Assert.Equal(AttemptOutcome.Transient, Assert.Single(await SendAsync([Letter(1)], at: plain)).Outcome);
    }

    static OutgoingLetter Letter(int i, string text = "A tender.\n") => new(
        Guid.CreateVersion7(), LetterKind.Daily, Pen.ListLetterTo($"reader-{i}@example.org", $"token-{i}") with { Text = text });

    static OutgoingLetter Confirm(int i) =>
        new(Guid.CreateVersion7(), LetterKind.Confirm, Pen.LetterTo($"reader-{i}@example.org"));

    async Task<IReadOnlyList<SendResult>> SendAsync(
        IReadOnlyList<OutgoingLetter> letters, bool sandbox = false, string? at = null, CancellationToken patience = default)
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var options = Options.Create(new MailOptions
        {
            From = "Portal <alerts@portal.example>",
            SendGrid = new() { BaseUrl = at ?? _provider.Address, ApiKey = "SG.key", Sandbox = sandbox },
        });
        var clock = Hours.At(Some.Noon);
        using var transport = new SendGridTransport(
            new Composer(options, clock), options, clock, new MailMeter(services.GetRequiredService<IMeterFactory>()));
        return await transport.SendAsync(letters, patience);
    }

    public async ValueTask DisposeAsync() => await _provider.DisposeAsync();
}
