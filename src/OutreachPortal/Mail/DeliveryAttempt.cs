using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>
/// That a delivery was about to leave: written before the first byte, completed after the answer. A row without an
/// end after a crash is the question that <c>recover</c> answers.
/// </summary>
internal sealed class DeliveryAttempt
{
    public long Id { get; init; }

    public required Guid DeliveryId { get; init; }

    public required int Number { get; init; }

    public required Guid LeaseToken { get; init; }

    public required Instant StartedAt { get; init; }

    public Instant? EndedAt { get; internal set; }

    public AttemptOutcome? Outcome { get; internal set; }

    public string? Code { get; internal set; }

    /// <summary>RFC 3463 status, where SMTP gave one.</summary>
    public string? Enhanced { get; internal set; }

    public string? Text { get; internal set; }

    public string? ProviderMessageId { get; internal set; }

    /// <summary>What was answered to all of these alike, under just this lease.</summary>
    public static Task CompleteAsync(
        PortalDb db, Guid lease, List<Guid> deliveries, SendResult result, Instant at, CancellationToken cancellation)
    {
        var text = Redacted.Of(result.Text);
        return db.DeliveryAttempts
            .Where(attempt => EF.Parameter(deliveries).Contains(attempt.DeliveryId)
                && attempt.LeaseToken == lease && attempt.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(attempt => attempt.EndedAt, at)
                .SetProperty(attempt => attempt.Outcome, result.Outcome)
                .SetProperty(attempt => attempt.ProviderMessageId, result.ProviderMessageId)
                .SetProperty(attempt => attempt.Code, result.Code)
                .SetProperty(attempt => attempt.Enhanced, result.Enhanced)
                .SetProperty(attempt => attempt.Text, text), cancellation);
    }
}

internal sealed class DeliveryAttemptMap : IEntityTypeConfiguration<DeliveryAttempt>
{
    public void Configure(EntityTypeBuilder<DeliveryAttempt> builder)
    {
        builder.ToTable("delivery_attempts");
        builder.HasKey(deliveryAttempt => deliveryAttempt.Id);
        builder.Property(deliveryAttempt => deliveryAttempt.Id).HasColumnName("id");
        builder.Property(deliveryAttempt => deliveryAttempt.DeliveryId).HasColumnName("delivery_id");
        builder.Property(deliveryAttempt => deliveryAttempt.Number).HasColumnName("number");
        builder.Property(deliveryAttempt => deliveryAttempt.LeaseToken).HasColumnName("lease_token");
        builder.Property(deliveryAttempt => deliveryAttempt.StartedAt).HasColumnName("started_at");
        builder.Property(deliveryAttempt => deliveryAttempt.EndedAt).HasColumnName("ended_at");
        builder.Property(deliveryAttempt => deliveryAttempt.Outcome).HasColumnName("outcome");
        builder.Property(deliveryAttempt => deliveryAttempt.Code).HasColumnName("code");
        builder.Property(deliveryAttempt => deliveryAttempt.Enhanced).HasColumnName("enhanced");
        builder.Property(deliveryAttempt => deliveryAttempt.Text).HasColumnName("text");
        builder.Property(deliveryAttempt => deliveryAttempt.ProviderMessageId).HasColumnName("provider_message_id");
        builder.HasOne<Delivery>().WithMany()
            .HasForeignKey(deliveryAttempt => deliveryAttempt.DeliveryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(deliveryAttempt => new { deliveryAttempt.DeliveryId, deliveryAttempt.Number })
            .IsUnique().HasDatabaseName("ux_delivery_attempts_delivery_id_number");
    }
}
