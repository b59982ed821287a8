using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace OutreachPortal.Importing;

/// <summary>
/// That a record was read once: any content ever imported for a source id is known by its hash. The record itself is
/// kept where later records of the same id are merged with it.
/// </summary>
internal sealed class Receipt
{
    public long Id { get; init; }

    public required string SourceKey { get; init; }

    public required string SourceId { get; init; }

    public required string Hash { get; init; }

    public required Instant SaidAt { get; init; }

    public required Instant ReadAt { get; init; }

    /// <summary>The record as JSON, compressed with Brotli; null where records of one id replace each other.</summary>
    public byte[]? Record { get; init; }
}

internal sealed class ReceiptMap : IEntityTypeConfiguration<Receipt>
{
    public void Configure(EntityTypeBuilder<Receipt> builder)
    {
        builder.ToTable("receipts");
        builder.HasKey(receipt => receipt.Id);
        builder.Property(receipt => receipt.Id).HasColumnName("id");
        builder.Property(receipt => receipt.SourceKey).HasColumnName("source_key");
        builder.Property(receipt => receipt.SourceId).HasColumnName("source_id");
        builder.Property(receipt => receipt.Hash).HasColumnName("hash");
        builder.Property(receipt => receipt.SaidAt).HasColumnName("said_at");
        builder.Property(receipt => receipt.ReadAt).HasColumnName("read_at");
        builder.Property(receipt => receipt.Record).HasColumnName("record");
        builder.HasIndex(receipt => new { receipt.SourceKey, receipt.SourceId, receipt.Hash }).IsUnique()
            .HasDatabaseName("ux_receipts_hash");
    }
}
