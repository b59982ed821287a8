using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using NodaTime;

namespace OutreachPortal.Mail;

/// <summary>
/// Letters through a relay, one recipient each, so that every answer is about one person. Encrypted or not at all
/// unless the settings say otherwise. A relay cannot be asked what it has: a letter in doubt goes again under the same
/// Message-ID, by which relay or mailbox may know it.
/// </summary>
internal sealed class SmtpTransport(Composer composer, Verp verp, IOptions<MailOptions> options, TimeProvider clock)
    : IMailTransport, IAsyncDisposable
{
    static readonly Duration Repair = Duration.FromMinutes(5);

    readonly SemaphoreSlim _one = new(1);
    readonly Relay _relay = new(options.Value.Smtp, clock);

    public TransportAbilities Abilities { get; } = new() { MaxBatch = 1 };

    public async Task<IReadOnlyList<SendResult>> SendAsync(
        IReadOnlyList<OutgoingLetter> batch, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            List<SendResult> results = [];
            foreach (var letter in batch) results.Add(await SendAsync(letter, cancellation));
            return results;
        }
        finally
        {
            _one.Release();
        }
    }

    public Task<IReadOnlySet<Guid>> LookupAsync(IReadOnlyCollection<Guid> deliveries, CancellationToken cancellation) =>
        throw new NotSupportedException("A relay cannot be asked what it has.");

    async Task<SendResult> SendAsync(OutgoingLetter letter, CancellationToken cancellation)
    {
        var message = composer.Compose(letter);
        var sender = new MailboxAddress(null, verp.AddressOf(letter, composer.Domain));
        while (true)
        {
            var wasUsed = _relay.IsUsed;
            _relay.Watch.NextLetter();
            try
            {
                return await SendAsync(letter.DeliveryId, message, sender, cancellation);
            }
            catch (SmtpCommandException refusal)
            {
                if ((int)refusal.StatusCode == 421) _relay.Drop();
                return SmtpAnswers.Of(letter.DeliveryId, refusal.ErrorCode, (int)refusal.StatusCode, refusal.Message);
            }
            catch (Exception fault) when (IsOfTheWorld(fault))
            {
                _relay.Drop();
                if (wasUsed && !_relay.Watch.DotSent && !cancellation.IsCancellationRequested) continue;
                return Of(letter.DeliveryId, fault, cancellation);
            }
        }
    }

    async Task<SendResult> SendAsync(
        Guid delivery, MimeMessage message, MailboxAddress sender, CancellationToken cancellation)
    {
        var client = await _relay.OpenAsync(cancellation);
        var answer = await client.SendAsync(message, sender, message.To.Mailboxes, cancellation);
        _relay.Carried();
        return new(delivery, AttemptOutcome.Accepted) { Code = "250", Text = answer };
    }

    SendResult Of(Guid delivery, Exception fault, CancellationToken cancellation)
    {
        if (_relay.Watch.DotSent || (cancellation.IsCancellationRequested && _relay.Watch.IsAskedFor))
            return new(delivery, AttemptOutcome.Unknown) { Text = fault.Message };
        return new(delivery, AttemptOutcome.Transient)
        {
            Text = fault.Message,
            Trouble = fault is NotSupportedException or SslHandshakeException or AuthenticationException
                ? new ChannelTrouble(Repair, true, $"the relay cannot be spoken to safely: {fault.Message}") : null,
        };
    }

    public static bool IsOfTheWorld(Exception fault) => fault is IOException or SocketException or TimeoutException
        or ProtocolException or NotSupportedException or SslHandshakeException or AuthenticationException
        or ServiceNotConnectedException or ServiceNotAuthenticatedException or OperationCanceledException;

    public async ValueTask DisposeAsync()
    {
        await _relay.DisposeAsync();
        _one.Dispose();
    }
}
