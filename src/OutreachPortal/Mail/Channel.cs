using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using Polly;
using Polly.CircuitBreaker;

namespace OutreachPortal.Mail;

/// <summary>
/// The transport, and whether it makes sense to use it now. It closes for as long as the provider asks, when somebody
/// has to repair something, and when calls fail one after the other; then nothing is claimed, so nothing is tried in
/// vain.
/// </summary>
internal sealed class Channel
{
    static readonly TimeSpan Break = TimeSpan.FromSeconds(30);

    readonly IMailTransport _transport;
    readonly TimeProvider _clock;
    readonly TimeSpan _patience;
    readonly MailMeter _meter;
    readonly ILogger<Channel> _log;
    readonly ResiliencePipeline<IReadOnlyList<SendResult>> _breaker;
    long _closedUntil = long.MinValue;

    public Channel(
        IMailTransport transport, IOptions<MailOptions> options, TimeProvider clock, MailMeter meter,
        ILogger<Channel> log)
    {
        (_transport, _clock, _meter, _log) = (transport, clock, meter, log);
        _patience = TimeSpan.FromSeconds(options.Value.CallSeconds);
        meter.ChannelRests = () => !IsOpen;
        _breaker = new ResiliencePipelineBuilder<IReadOnlyList<SendResult>> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<IReadOnlyList<SendResult>>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 5,
                SamplingDuration = Break,
                BreakDuration = Break,
                ShouldHandle = call => ValueTask.FromResult(call.Outcome.Result is { } results && IsDown(results)),
                OnOpened = _ => Opened(),
            })
            .Build();
    }

    public TransportAbilities Abilities => _transport.Abilities;

    /// <summary>By the clock that nobody sets: one that is put back would close it for the difference.</summary>
    public bool IsOpen => _clock.GetTimestamp() >= Volatile.Read(ref _closedUntil);

    /// <summary>
    /// A call that was begun is not broken off because the process ends: its answer is worth the seconds.
    /// </summary>
    public async Task<IReadOnlyList<SendResult>> SendAsync(IReadOnlyList<OutgoingLetter> letters)
    {
        using var patience = new CancellationTokenSource(_patience);
        try
        {
            var results = await _breaker.ExecuteAsync(
                async token => await _transport.SendAsync(letters, token), patience.Token);
            Heed(results);
            return results;
        }
        catch (BrokenCircuitException)
        {
            Close(Duration.FromTimeSpan(Break), "another call is trying whether it works again");
            return NotTried(letters);
        }
        catch (OperationCanceledException)
        {
            return InDoubt(letters, "No answer in time.");
        }
    }

    /// <summary>The answer to letters that were not handed over, through no fault of theirs.</summary>
    public static List<SendResult> NotTried(IReadOnlyList<OutgoingLetter> letters) => [.. letters.Select(letter =>
        new SendResult(letter.DeliveryId, AttemptOutcome.Transient)
        {
            Text = "Not tried.", Trouble = new ChannelTrouble(Duration.FromTimeSpan(Break), false, "not tried"),
        })];

    public Task<IReadOnlySet<Guid>> LookupAsync(IReadOnlyCollection<Guid> deliveries, CancellationToken cancellation) =>
        _transport.LookupAsync(deliveries, cancellation);

    void Heed(IReadOnlyList<SendResult> results)
    {
        if (results.FirstOrDefault(result => result.Trouble is not null)?.Trouble is not { } trouble) return;
        if (trouble.Broken) _meter.BreakerOpened();
        Close(trouble.Pause, trouble.Reason);
    }

    ValueTask Opened()
    {
        _meter.BreakerOpened();
        Close(Duration.FromTimeSpan(Break), "calls fail one after the other");
        return ValueTask.CompletedTask;
    }

    void Close(Duration pause, string reason)
    {
        _log.LogWarning("Mail rests for {Pause}: {Reason}", pause, reason);
        Volatile.Write(
            ref _closedUntil, _clock.GetTimestamp() + (long)(pause.TotalSeconds * _clock.TimestampFrequency));
    }

    /// <summary>Nothing went, and not because of a letter or a mailbox.</summary>
    static bool IsDown(IReadOnlyList<SendResult> results) => results.Count > 0 && results.All(result => result is
    {
        Outcome: AttemptOutcome.Transient or AttemptOutcome.Unknown, Mailbox: MailboxWord.Nothing, Trouble: null,
    });

    static List<SendResult> InDoubt(IReadOnlyList<OutgoingLetter> letters, string text) =>
        [.. letters.Select(letter => new SendResult(letter.DeliveryId, AttemptOutcome.Unknown) { Text = text })];
}
