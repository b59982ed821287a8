using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>
/// The ledger: one person is owed one word of one occasion, whatever the number of alerts, digests and restarts
/// between.
/// </summary>
internal sealed class Obligation
{
    public long Id { get; init; }

    public required Guid SubscriberId { get; init; }

    /// <summary><c>entry:17</c> of the journal, or <c>closing:item:days:deadline</c>.</summary>
    public required string Occasion { get; init; }

    public required long OpportunityId { get; init; }

    public required int Revision { get; init; }

    /// <summary>Of the journal entry, where there is one.</summary>
    public long? Sequence { get; init; }

    /// <summary>The alert that wins: the fastest, then the oldest.</summary>
    public required Guid SubscriptionId { get; init; }

    public Frequency Frequency { get; internal set; }

    public required Instant OwedAt { get; init; }

    /// <summary>When a letter may leave at the earliest.</summary>
    public Instant DueAt { get; internal set; }

    /// <summary>The deadline: nobody is told of a notice that closed.</summary>
    public Instant? ExpiresAt { get; init; }

    public ObligationState State { get; internal set; } = ObligationState.Owed;

    /// <summary>Why it ended without a letter.</summary>
    public string? Reason { get; internal set; }

    public Guid? DeliveryId { get; internal set; }
}

internal sealed class ObligationMap : IEntityTypeConfiguration<Obligation>
{
    public void Configure(EntityTypeBuilder<Obligation> builder)
    {
        builder.ToTable("obligations");
        builder.HasKey(obligation => obligation.Id);
        builder.Property(obligation => obligation.Id).HasColumnName("id");
        builder.Property(obligation => obligation.SubscriberId).HasColumnName("subscriber_id");
        builder.Property(obligation => obligation.Occasion).HasColumnName("occasion");
        builder.Property(obligation => obligation.OpportunityId).HasColumnName("opportunity_id");
        builder.Property(obligation => obligation.Revision).HasColumnName("revision");
        builder.Property(obligation => obligation.Sequence).HasColumnName("sequence");
        builder.Property(obligation => obligation.SubscriptionId).HasColumnName("subscription_id");
        builder.Property(obligation => obligation.Frequency).HasColumnName("frequency");
        builder.Property(obligation => obligation.OwedAt).HasColumnName("owed_at");
        builder.Property(obligation => obligation.DueAt).HasColumnName("due_at");
        builder.Property(obligation => obligation.ExpiresAt).HasColumnName("expires_at");
        builder.Property(obligation => obligation.State).HasColumnName("state");
        builder.Property(obligation => obligation.Reason).HasColumnName("reason");
        builder.Property(obligation => obligation.DeliveryId).HasColumnName("delivery_id");
        builder.HasOne<Subscriber>().WithMany()
            .HasForeignKey(obligation => obligation.SubscriberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Subscription>().WithMany()
            .HasForeignKey(obligation => obligation.SubscriptionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Opportunity>().WithMany()
            .HasForeignKey(obligation => obligation.OpportunityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(obligation => new { obligation.SubscriberId, obligation.Occasion })
            .IsUnique().HasDatabaseName("ux_obligations_subscriber_id_occasion");
        builder.HasIndex(obligation => new { obligation.State, obligation.DueAt })
            .HasDatabaseName("ix_obligations_state_due_at");
        builder.HasIndex(obligation => obligation.DeliveryId).HasDatabaseName("ix_obligations_delivery_id");
        builder.HasIndex(obligation => obligation.Sequence).HasDatabaseName("ix_obligations_sequence");
        builder.HasIndex(obligation => obligation.OpportunityId).HasDatabaseName("ix_obligations_opportunity_id");
        builder.HasIndex(obligation => obligation.SubscriptionId).HasDatabaseName("ix_obligations_subscription_id");
    }
}
