using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>
/// One alert: criteria, or one opportunity that is followed. Ended, never edited: the history explains every
/// letter.
/// </summary>
internal sealed class Subscription
{
    public required Guid Id { get; init; }

    public required Guid SubscriberId { get; init; }

    /// <summary>Null where one opportunity is followed.</summary>
    public long? CriteriaId { get; init; }

    /// <summary>Null where criteria are watched.</summary>
    public long? OpportunityId { get; init; }

    public required Frequency Frequency { get; init; }

    /// <summary>In which the letters are written.</summary>
    public required string Language { get; init; }

    /// <summary>The clocks chosen with it: they are the subscriber's once it is confirmed.</summary>
    public string? Zone { get; init; }

    public required Instant AskedAt { get; init; }

    /// <summary>Null until confirmed; what became public earlier is not owed.</summary>
    public Instant? StartedAt { get; internal set; }

    public Instant? PausedUntil { get; internal set; }

    public Instant? EndedAt { get; internal set; }

    public EndReason? EndReason { get; internal set; }

    /// <summary>Which page it was asked for on.</summary>
    public required string Source { get; init; }

    public Instant? ConfirmBefore { get; internal set; }

    /// <summary>Confirmed and not ended; it may be paused.</summary>
    public bool IsActive => StartedAt is not null && EndedAt is null;

    public bool IsPausedAt(Instant now) => PausedUntil is { } until && until > now;

    /// <summary>What becomes public from now on is owed.</summary>
    public void Start(Instant now) => (StartedAt, ConfirmBefore) = (now, null);

    public void Pause(Instant until) => PausedUntil = until;

    /// <summary>The pause ends now and stays a pause: what became public in it is not owed afterwards.</summary>
    public void Resume(Instant now) => PausedUntil = now;

    /// <summary>The first reason stays.</summary>
    public void End(EndReason reason, Instant now)
    {
        if (EndedAt is null) (EndedAt, EndReason) = (now, reason);
    }

    /// <summary>Ends this alert and begins the same one with another frequency.</summary>
    public Subscription Change(Frequency frequency, Instant now)
    {
        End(Alerts.EndReason.Changed, now);
        return new Subscription
        {
            Id = Guid.CreateVersion7(), SubscriberId = SubscriberId, CriteriaId = CriteriaId,
            OpportunityId = OpportunityId, Frequency = frequency, Language = Language, Zone = Zone,
            AskedAt = now, StartedAt = now, PausedUntil = PausedUntil, Source = "manage",
        };
    }
}

internal sealed class SubscriptionMap : IEntityTypeConfiguration<Subscription>
{
    public void Configure(EntityTypeBuilder<Subscription> builder)
    {
        builder.ToTable("subscriptions");
        builder.HasKey(subscription => subscription.Id);
        builder.Property(subscription => subscription.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(subscription => subscription.SubscriberId).HasColumnName("subscriber_id");
        builder.Property(subscription => subscription.CriteriaId).HasColumnName("criteria_id");
        builder.Property(subscription => subscription.OpportunityId).HasColumnName("opportunity_id");
        builder.Property(subscription => subscription.Frequency).HasColumnName("frequency");
        builder.Property(subscription => subscription.Language).HasColumnName("language");
        builder.Property(subscription => subscription.Zone).HasColumnName("zone");
        builder.Property(subscription => subscription.AskedAt).HasColumnName("asked_at");
        builder.Property(subscription => subscription.StartedAt).HasColumnName("started_at");
        builder.Property(subscription => subscription.PausedUntil).HasColumnName("paused_until");
        builder.Property(subscription => subscription.EndedAt).HasColumnName("ended_at");
        builder.Property(subscription => subscription.EndReason).HasColumnName("end_reason");
        builder.Property(subscription => subscription.Source).HasColumnName("source");
        builder.Property(subscription => subscription.ConfirmBefore).HasColumnName("confirm_before");
        builder.HasOne<Subscriber>().WithMany()
            .HasForeignKey(subscription => subscription.SubscriberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SharedCriteria>().WithMany()
            .HasForeignKey(subscription => subscription.CriteriaId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Opportunity>().WithMany()
            .HasForeignKey(subscription => subscription.OpportunityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(subscription => new { subscription.SubscriberId, subscription.CriteriaId })
            .IsUnique().HasDatabaseName("ux_subscriptions_subscriber_id_criteria_id").HasFilter("ended_at IS NULL");
        builder.HasIndex(subscription => new { subscription.SubscriberId, subscription.OpportunityId })
            .IsUnique().HasDatabaseName("ux_subscriptions_subscriber_id_opportunity_id")
            .HasFilter("ended_at IS NULL");
        builder.HasIndex(subscription => subscription.SubscriberId).HasDatabaseName("ix_subscriptions_subscriber_id");
        builder.HasIndex(subscription => subscription.CriteriaId).HasDatabaseName("ix_subscriptions_criteria_id");
        builder.HasIndex(subscription => subscription.OpportunityId)
            .HasDatabaseName("ix_subscriptions_opportunity_id");
        builder.HasIndex(subscription => subscription.ConfirmBefore)
            .HasDatabaseName("ix_subscriptions_confirm_before");
    }
}
