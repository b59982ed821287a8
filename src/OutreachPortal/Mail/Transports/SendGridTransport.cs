using System.Net;
using Microsoft.Extensions.Options;
using NodaTime;
using SendGrid;

namespace OutreachPortal.Mail;

/// <summary>
/// Letters through SendGrid's v3 API with its own client. The provider knows no idempotency key and cannot be asked;
/// its event webhook carries our id, and what it reports decides about letters in doubt.
/// </summary>
internal sealed class SendGridTransport : IMailTransport, IDisposable
{
    static readonly TimeSpan Connecting = TimeSpan.FromSeconds(10);
    static readonly Duration Moment = Duration.FromSeconds(10);

    readonly HttpClient _http = new(new HeadersAreEnough()) { Timeout = Timeout.InfiniteTimeSpan };
    readonly SendGridClient _client;
    readonly SendGridRequest _request;
    readonly TimeProvider _clock;
    readonly MailMeter _meter;

    public SendGridTransport(Composer composer, IOptions<MailOptions> options, TimeProvider clock, MailMeter meter)
    {
        var settings = options.Value.SendGrid;
        (_clock, _meter) = (clock, meter);
        _request = new SendGridRequest(composer, settings);
        _client = new SendGridClient(
            _http, new SendGridClientOptions { ApiKey = settings.ApiKey, Host = settings.BaseUrl.TrimEnd('/') });
    }

    public TransportAbilities Abilities { get; } = new() { MaxBatch = 100, Reports = true };

    public async Task<IReadOnlyList<SendResult>> SendAsync(
        IReadOnlyList<OutgoingLetter> batch, CancellationToken cancellation)
    {
        List<SendResult> results = [];
        ChannelTrouble? trouble = null;
        foreach (var group in SendGridRequest.Groups(batch))
        {
            if (trouble is null) trouble = await DeliverAsync(group, results, cancellation);
            else results.AddRange(NotTried(group, trouble));
        }
        return results;
    }

    public Task<IReadOnlySet<Guid>> LookupAsync(IReadOnlyCollection<Guid> deliveries, CancellationToken cancellation) =>
        throw new NotSupportedException("SendGrid cannot be asked; it reports.");

    /// <summary>Says of every letter of a group what became of it; returns what is wrong with the channel.</summary>
    async Task<ChannelTrouble?> DeliverAsync(
        IReadOnlyList<OutgoingLetter> group, List<SendResult> results, CancellationToken cancellation)
    {
        var answer = await AskAsync(group, cancellation);
        if (group.Count > 1 && answer.IsOfOne) return await FindBadAsync(group, results, cancellation);
        if (group.Count > 1 && answer.IsTooLarge) return await HalveAsync(group, results, cancellation);
        results.AddRange(answer.For(group));
        return answer.Trouble;
    }

    async Task<ChannelTrouble?> HalveAsync(
        IReadOnlyList<OutgoingLetter> group, List<SendResult> results, CancellationToken cancellation)
    {
        var half = group.Count / 2;
        var trouble = await DeliverAsync([.. group.Take(half)], results, cancellation);
        if (trouble is null) return await DeliverAsync([.. group.Skip(half)], results, cancellation);
        results.AddRange(NotTried(group.Skip(half), trouble));
        return trouble;
    }

    /// <summary>
    /// Of a group that was refused for one of its letters: a half that is accepted proves that the other has the bad
    /// one, which is not asked again; halves that nobody knows of wait and go together at the end. Seven or eight calls
    /// find one among a hundred.
    /// </summary>
    async Task<ChannelTrouble?> FindBadAsync(
        IReadOnlyList<OutgoingLetter> suspects, List<SendResult> results, CancellationToken cancellation)
    {
        List<OutgoingLetter> aside = [];
        SendGridAnswer? refusal = null;
        while (suspects.Count > 1)
        {
            var (half, rest) = (suspects.Take(suspects.Count / 2).ToList(), suspects.Skip(suspects.Count / 2).ToList());
            var answer = await AskAsync(half, cancellation);
            if (answer.IsOfOne) aside.AddRange(rest);
            else results.AddRange(answer.For(half));
            if (!answer.IsOfOne && answer.Outcome != AttemptOutcome.Accepted)
                return GiveUp([.. rest, .. aside], answer, results);
            (suspects, refusal) = answer.IsOfOne ? (half, answer) : (rest, refusal);
        }
        refusal = refusal is { } known && suspects.Count == 1 ? known : await AskAsync(suspects, cancellation);
        results.AddRange(refusal.For(suspects));
        return aside.Count == 0 ? null : await DeliverAsync(aside, results, cancellation);
    }

    static ChannelTrouble GiveUp(List<OutgoingLetter> untried, SendGridAnswer answer, List<SendResult> results)
    {
        var trouble = answer.Trouble ?? new ChannelTrouble(Moment, false, $"SendGrid answers {answer.Status}");
        results.AddRange(NotTried(untried, trouble));
        return trouble;
    }

    async Task<SendGridAnswer> AskAsync(IReadOnlyList<OutgoingLetter> group, CancellationToken cancellation)
    {
        try
        {
            var response = await _client.SendEmailAsync(_request.Of(group), cancellation);
            if (response.StatusCode == HttpStatusCode.TooManyRequests) _meter.TooManyRequests.Add(1);
            return await SendGridAnswer.OfAsync(response, Now, cancellation);
        }
        catch (HttpRequestException fault) when (NothingWasSent(fault))
        {
            return new(AttemptOutcome.Transient) { Text = fault.Message };
        }
        catch (OperationCanceledException late) when (late.InnerException is TimeoutException)
        {
            return new(AttemptOutcome.Transient) { Text = "No connection in time." };
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            return new(AttemptOutcome.Unknown) { Text = fault.Message };
        }
    }

    static bool NothingWasSent(HttpRequestException fault) => fault.HttpRequestError
        is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    static IEnumerable<SendResult> NotTried(IEnumerable<OutgoingLetter> letters, ChannelTrouble trouble) =>
        letters.Select(letter => new SendResult(letter.DeliveryId, AttemptOutcome.Transient)
        {
            Text = "Not tried.", Trouble = trouble with { Counts = false },
        });

    Instant Now => Instant.FromDateTimeOffset(_clock.GetUtcNow());

    public void Dispose() => _http.Dispose();

    /// <summary>
    /// 202 means accepted as soon as it is said; a body that trickles after it must not turn it into a doubt.
    /// </summary>
    sealed class HeadersAreEnough() : DelegatingHandler(new SocketsHttpHandler
    {
        ConnectTimeout = Connecting, MaxResponseDrainSize = 0, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode) return response;
            response.Content.Dispose();
            response.Content = new ByteArrayContent([]);
            return response;
        }
    }
}
