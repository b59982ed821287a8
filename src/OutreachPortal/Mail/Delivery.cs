using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace OutreachPortal.Mail;

/// <summary>
/// One letter to one person, from the wish to send it to the last word of the provider. Neither address nor body is
/// kept:
/// the writer of its kind renders both when it leaves, so erasing a person is enough.
/// </summary>
internal sealed class Delivery
{
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

    public int Attempts { get; internal set; }

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
        builder.Property(delivery => delivery.State).HasColumnName("state");
        builder.Property(delivery => delivery.NotBefore).HasColumnName("not_before");
        builder.Property(delivery => delivery.ExpiresAt).HasColumnName("expires_at");
        builder.Property(delivery => delivery.LeaseToken).HasColumnName("lease_token");
        builder.Property(delivery => delivery.LeaseUntil).HasColumnName("lease_until");
        builder.Property(delivery => delivery.Attempts).HasColumnName("attempts");
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
        builder.HasIndex(delivery => new { delivery.State, delivery.NotBefore, delivery.Priority })
            .HasDatabaseName("ix_deliveries_state_not_before_priority");
        builder.HasIndex(delivery => delivery.CreatedAt).HasDatabaseName("ix_deliveries_created_at");
    }
}
