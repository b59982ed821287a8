using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace OutreachPortal.Alerts;

/// <summary>Criteria that at least one person asked for, matched once for all who asked for the same.</summary>
internal sealed class SharedCriteria
{
    public long Id { get; init; }

    /// <summary>Of <c>Criteria</c>.</summary>
    public required string Digest { get; init; }

    /// <summary>The canonical query string.</summary>
    public required string Text { get; init; }

    /// <summary>Which words of the query string it was written with.</summary>
    public required int SchemaVersion { get; init; }

    public required Instant CreatedAt { get; init; }
}

internal sealed class SharedCriteriaMap : IEntityTypeConfiguration<SharedCriteria>
{
    public void Configure(EntityTypeBuilder<SharedCriteria> builder)
    {
        builder.ToTable("criteria");
        builder.HasKey(criteria => criteria.Id);
        builder.Property(criteria => criteria.Id).HasColumnName("id");
        builder.Property(criteria => criteria.Digest).HasColumnName("digest");
        builder.Property(criteria => criteria.Text).HasColumnName("text");
        builder.Property(criteria => criteria.SchemaVersion).HasColumnName("schema_version");
        builder.Property(criteria => criteria.CreatedAt).HasColumnName("created_at");
        builder.HasIndex(criteria => criteria.Digest).IsUnique().HasDatabaseName("ux_criteria_digest");
        builder.HasIndex(criteria => criteria.CreatedAt).HasDatabaseName("ix_criteria_created_at");
    }
}
