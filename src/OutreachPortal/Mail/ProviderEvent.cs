using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace OutreachPortal.Mail;

/// <summary>
/// What a provider reported of a letter, once per event id. It may overtake our own commit; then it is applied later.
/// </summary>
internal sealed class ProviderEvent
{
    public long Id { get; init; }

    public required string Provider { get; init; }

    public required string EventId { get; init; }

    public required string Kind { get; init; }

    public ReportMeaning Meaning { get; init; }

    public Guid? DeliveryId { get; init; }

    /// <summary>Keyed hash of the address it speaks of.</summary>
    public string? AddressMac { get; init; }

    public required Instant HappenedAt { get; init; }

    public required Instant ReceivedAt { get; init; }

    public Instant? AppliedAt { get; internal set; }

    /// <summary>At most 4 KB of what was sent, without the address, for thirty days.</summary>
    public required string Raw { get; init; }
}

internal sealed class ProviderEventMap : IEntityTypeConfiguration<ProviderEvent>
{
    public void Configure(EntityTypeBuilder<ProviderEvent> builder)
    {
        builder.ToTable("provider_events");
        builder.HasKey(providerEvent => providerEvent.Id);
        builder.Property(providerEvent => providerEvent.Id).HasColumnName("id");
        builder.Property(providerEvent => providerEvent.Provider).HasColumnName("provider");
        builder.Property(providerEvent => providerEvent.EventId).HasColumnName("event_id");
        builder.Property(providerEvent => providerEvent.Kind).HasColumnName("kind");
        builder.Property(providerEvent => providerEvent.Meaning).HasColumnName("meaning");
        builder.Property(providerEvent => providerEvent.AddressMac).HasColumnName("address_mac");
        builder.Property(providerEvent => providerEvent.DeliveryId).HasColumnName("delivery_id");
        builder.Property(providerEvent => providerEvent.HappenedAt).HasColumnName("happened_at");
        builder.Property(providerEvent => providerEvent.ReceivedAt).HasColumnName("received_at");
        builder.Property(providerEvent => providerEvent.AppliedAt).HasColumnName("applied_at");
        builder.Property(providerEvent => providerEvent.Raw).HasColumnName("raw");
        builder.HasIndex(providerEvent => new { providerEvent.Provider, providerEvent.EventId })
            .IsUnique().HasDatabaseName("ux_provider_events_provider_event_id");
        builder.HasIndex(providerEvent => providerEvent.DeliveryId)
            .HasDatabaseName("ix_provider_events_delivery_id");
        builder.HasIndex(providerEvent => providerEvent.AddressMac)
            .HasDatabaseName("ix_provider_events_address_mac");
        builder.HasIndex(providerEvent => providerEvent.ReceivedAt)
            .HasDatabaseName("ix_provider_events_received_at");
    }
}
