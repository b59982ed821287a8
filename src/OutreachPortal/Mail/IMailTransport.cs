using NodaTime;

namespace OutreachPortal.Mail;

/// <summary>A way out of the house: a folder, a relay, a provider.</summary>
internal interface IMailTransport
{
    TransportAbilities Abilities { get; }

    /// <summary>
    /// Hands over at most <see cref="TransportAbilities.MaxBatch"/> letters and says of each what became of it. What
    /// the world does wrong is an answer; only a bug throws.
    /// </summary>
    Task<IReadOnlyList<SendResult>> SendAsync(IReadOnlyList<OutgoingLetter> batch, CancellationToken cancellation);

    /// <summary>Which of these deliveries have been accepted. Only asked where the transport can tell.</summary>
    Task<IReadOnlySet<Guid>> LookupAsync(IReadOnlyCollection<Guid> deliveries, CancellationToken cancellation);
}

internal sealed record TransportAbilities
{
    /// <summary>How many letters one call may carry: also how many are in doubt when its answer is lost.</summary>
    public int MaxBatch { get; init; } = 1;

    /// <summary>It can be asked whether it accepted a delivery.</summary>
    public bool Lookup { get; init; }

    /// <summary>It reports by itself, later, what became of a delivery.</summary>
    public bool Reports { get; init; }

    /// <summary>Letters beyond ASCII before the @.</summary>
    public bool Utf8Addresses { get; init; }
}

/// <summary>A letter with the delivery it fulfils.</summary>
internal sealed record OutgoingLetter(Guid DeliveryId, LetterKind Kind, Letter Letter)
{
    /// <summary>Keyed hash of its address: what may be kept of it.</summary>
    public string AddressMac { get; init; } = "";
}

/// <summary>What became of one letter of a call.</summary>
internal sealed record SendResult(Guid DeliveryId, AttemptOutcome Outcome)
{
    /// <summary>SMTP or HTTP status.</summary>
    public string? Code { get; init; }

    /// <summary>RFC 3463 status.</summary>
    public string? Enhanced { get; init; }

    public string? Text { get; init; }

    public string? ProviderMessageId { get; init; }

    /// <summary>Whether the answer speaks of the mailbox rather than of this letter.</summary>
    public MailboxWord Mailbox { get; init; }

    /// <summary>Whether it speaks of the channel.</summary>
    public ChannelTrouble? Trouble { get; init; }
}

internal enum MailboxWord
{
    Nothing,

    /// <summary>There is no such mailbox: no letter goes there again.</summary>
    Gone,

    /// <summary>Full for now.</summary>
    Full,
}

/// <param name="Pause">How long nothing should be sent on this channel.</param>
/// <param name="Broken">Somebody has to repair something: a key, a block list.</param>
internal sealed record ChannelTrouble(Duration Pause, bool Broken, string Reason)
{
    /// <summary>Otherwise the letter is not to blame: it goes back in line as if it had not been tried.</summary>
    public bool Counts { get; init; }
}
