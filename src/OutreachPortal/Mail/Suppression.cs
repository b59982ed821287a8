using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace OutreachPortal.Mail;

/// <summary>
/// An address that gets no more letters. Only its keyed hash is kept: it outlives the person's row.
/// </summary>
internal sealed class Suppression
{
    /// <summary>HMAC-SHA256 of the address, hexadecimal.</summary>
    public required string Mac { get; init; }

    public required SuppressionReason Reason { get; set; }

    public required Instant At { get; set; }

    /// <summary>Which event or answer said so.</summary>
    public string? Evidence { get; set; }

    public void Become(Suppression weightier) =>
        (Reason, At, Evidence) = (weightier.Reason, weightier.At, weightier.Evidence);
}

internal sealed class SuppressionMap : IEntityTypeConfiguration<Suppression>
{
    public void Configure(EntityTypeBuilder<Suppression> builder)
    {
        builder.ToTable("suppressions");
        builder.HasKey(suppression => suppression.Mac);
        builder.Property(suppression => suppression.Mac).HasColumnName("mac").ValueGeneratedNever();
        builder.Property(suppression => suppression.Reason).HasColumnName("reason");
        builder.Property(suppression => suppression.At).HasColumnName("at");
        builder.Property(suppression => suppression.Evidence).HasColumnName("evidence");
    }
}
