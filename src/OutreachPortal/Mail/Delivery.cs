using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace OutreachPortal.Mail;

/// <summary>
/// One letter to one person, from the wish to send it to the last word of the provider. Neither address nor body is
/// kept: the writer of its kind renders both when it leaves, so erasing a person is enough. A state is only left by a
/// verb, and only saved where state and lease in the database are still those that were read.
/// </summary>
internal sealed class Delivery
{
    /// <summary>The code of a letter that could not be written.</summary>
    public const string Content = "content";

    /// <summary>Made by us (version 7): also the Message-ID, and what a provider is asked by.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whom: an id that only the room of the letter understands.</summary>
    public required Guid Recipient { get; init; }

    public required LetterKind Kind { get; init; }

    /// <summary>
    /// With person and kind unique: a local date, an event, a request. The same letter is never owed twice.
    /// </summary>
    public required string Slot { get; init; }

    /// <summary>0 leaves first.</summary>
    public required int Priority { get; init; }

    public DeliveryState State { get; internal set; } = DeliveryState.Pending;

    public Instant NotBefore { get; internal set; }

    /// <summary>After this nobody wants it any more: a notice that closed.</summary>
    public Instant? ExpiresAt { get; init; }

    /// <summary>Who works on it; every change of state names it.</summary>
    public Guid? LeaseToken { get; internal set; }

    public Instant? LeaseUntil { get; internal set; }

    /// <summary>How often it was about to leave.</summary>
    public int Attempts { get; internal set; }

    /// <summary>How often it was refused for now; decides how long it waits.</summary>
    public int Refusals { get; internal set; }

    /// <summary>How often writing it failed.</summary>
    public int Faults { get; internal set; }

    public Guid? BatchId { get; internal set; }

    public string? ProviderMessageId { get; internal set; }

    public Instant? AcceptedAt { get; internal set; }

    /// <summary>SMTP or HTTP status of the last answer.</summary>
    public string? LastCode { get; internal set; }

    /// <summary>At most 256 characters of it.</summary>
    public string? LastText { get; internal set; }

    /// <summary>Which wording it was written with.</summary>
    public int TemplateVersion { get; internal set; }

    /// <summary>SHA-256 of what left, hexadecimal.</summary>
    public string? ContentHash { get; internal set; }

    public required Instant CreatedAt { get; init; }

    /// <summary>
    /// Before the first byte leaves: from here on only an answer, or asking, tells where the letter is.
    /// </summary>
    public DeliveryAttempt Intend(Guid batch, int templateVersion, string contentHash, Instant at)
    {
        if (State != DeliveryState.Claimed)
            throw new InvalidOperationException($"A letter that is {State} cannot leave.");
        (BatchId, TemplateVersion, ContentHash) = (batch, templateVersion, contentHash);
        return new DeliveryAttempt
        {
            DeliveryId = Id, Number = ++Attempts, LeaseToken = LeaseToken!.Value, StartedAt = at,
        };
    }

    public void Accept(Instant at, string? providerMessageId, string? code, string? text)
    {
        Become(DeliveryState.Accepted, code, text);
        (AcceptedAt, ProviderMessageId) = (at, providerMessageId);
    }

    /// <summary>Refused for now; it counts.</summary>
    public void Defer(Instant until, string? code, string? text)
    {
        Become(DeliveryState.Deferred, code, text);
        (NotBefore, Refusals) = (Earliest(until), Refusals + 1);
    }

    /// <summary>Writing it failed, which may be the fault of a moment.</summary>
    public void Stumble(Instant until, string reason)
    {
        Become(DeliveryState.Deferred, Content, reason);
        (NotBefore, Faults) = (Earliest(until), Faults + 1);
    }

    public void Fail(string? code, string? text) => Become(DeliveryState.Failed, code, text);

    /// <summary>Nobody wants it any more.</summary>
    public void Drop(DeliveryState state, string reason)
    {
        if (state is not (DeliveryState.Cancelled or DeliveryState.Expired or DeliveryState.Suppressed))
            throw new ArgumentOutOfRangeException(nameof(state), state, "Only a letter that nobody wants is dropped.");
        Become(state, null, reason);
    }

    /// <summary>
    /// The answer was lost. The lease stays named: it tells which attempt is in doubt, and until when the call may
    /// still be under way.
    /// </summary>
    public void Doubt(Instant askFrom, string? code, string? text)
    {
        var lease = (LeaseToken, LeaseUntil);
        Become(DeliveryState.Unknown, code, text);
        ((LeaseToken, LeaseUntil), NotBefore) = (lease, askFrom);
    }

    /// <summary>Still in doubt; nobody could say.</summary>
    public void AskAgain(Instant from) => NotBefore = State == DeliveryState.Unknown
        ? from : throw new InvalidOperationException($"A letter that is {State} is not in doubt.");

    /// <summary>It did not leave, through no fault of its own.</summary>
    public void GiveBack(Instant notBefore) => (State, LeaseToken, LeaseUntil, NotBefore) =
        (Next(DeliveryState.Pending), null, null, notBefore);

    /// <summary>Longer than its purpose no letter waits.</summary>
    Instant Earliest(Instant until) => ExpiresAt is { } end && end < until ? end : until;

    void Become(DeliveryState state, string? code, string? text) =>
        (State, LeaseToken, LeaseUntil, LastCode, LastText) = (Next(state), null, null, code, Redacted.Of(text));

    DeliveryState Next(DeliveryState state) => State.MayBecome(state)
        ? state : throw new InvalidOperationException($"A letter that is {State} cannot become {state}.");
}

internal sealed class DeliveryMap : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("deliveries");
        builder.HasKey(delivery => delivery.Id);
        builder.Property(delivery => delivery.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(delivery => delivery.Recipient).HasColumnName("recipient");
        builder.Property(delivery => delivery.Kind).HasColumnName("kind");
        builder.Property(delivery => delivery.Slot).HasColumnName("slot");
        builder.Property(delivery => delivery.Priority).HasColumnName("priority");
        builder.Property(delivery => delivery.State).HasColumnName("state").IsConcurrencyToken();
        builder.Property(delivery => delivery.NotBefore).HasColumnName("not_before");
        builder.Property(delivery => delivery.ExpiresAt).HasColumnName("expires_at");
        builder.Property(delivery => delivery.LeaseToken).HasColumnName("lease_token").IsConcurrencyToken();
        builder.Property(delivery => delivery.LeaseUntil).HasColumnName("lease_until");
        builder.Property(delivery => delivery.Attempts).HasColumnName("attempts");
        builder.Property(delivery => delivery.Refusals).HasColumnName("refusals");
        builder.Property(delivery => delivery.Faults).HasColumnName("faults");
        builder.Property(delivery => delivery.BatchId).HasColumnName("batch_id");
        builder.Property(delivery => delivery.ProviderMessageId).HasColumnName("provider_message_id");
        builder.Property(delivery => delivery.AcceptedAt).HasColumnName("accepted_at");
        builder.Property(delivery => delivery.LastCode).HasColumnName("last_code");
        builder.Property(delivery => delivery.LastText).HasColumnName("last_text");
        builder.Property(delivery => delivery.TemplateVersion).HasColumnName("template_version");
        builder.Property(delivery => delivery.ContentHash).HasColumnName("content_hash");
        builder.Property(delivery => delivery.CreatedAt).HasColumnName("created_at");
        builder.HasIndex(delivery => new { delivery.Recipient, delivery.Kind, delivery.Slot })
            .IsUnique().HasDatabaseName("ux_deliveries_recipient_kind_slot");
        builder.HasIndex(delivery => new { delivery.State, delivery.Priority, delivery.NotBefore })
            .HasDatabaseName("ix_deliveries_state_priority_not_before");
        builder.HasIndex(delivery => delivery.CreatedAt).HasDatabaseName("ix_deliveries_created_at");
        builder.HasIndex(delivery => delivery.AcceptedAt).HasDatabaseName("ix_deliveries_accepted_at");
    }
}
