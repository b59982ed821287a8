using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;

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

    const int Words = 1;

    /// <summary>
    /// The id of criteria that somebody asks for, kept from now on; one statement, so that two may ask at once.
    /// </summary>
    public static async Task<long> KeepAsync(
        PortalDb db, Criteria criteria, Instant now, CancellationToken cancellation)
    {
        var (digest, text, at) = (criteria.Digest, criteria.Scope.ToQueryString(), now.ToUnixTimeTicks() / 10);
        var ids = await db.Database.SqlQuery<long>(
            $"""
            INSERT INTO criteria (digest, text, schema_version, created_at) VALUES ({digest}, {text}, {Words}, {at})
            ON CONFLICT (digest) DO UPDATE SET schema_version = excluded.schema_version RETURNING id AS "Value"
            """).ToListAsync(cancellation);
        return ids.Single();
    }

    /// <summary>Null where there is no id: one opportunity is followed.</summary>
    public static async Task<Criteria?> FindAsync(PortalDb db, long? id, CancellationToken cancellation) =>
        id is not { } known ? null : Read(await db.SharedCriteria.Where(row => row.Id == known)
            .Select(row => row.Text).SingleAsync(cancellation));

    /// <summary>What a canonical text says.</summary>
    public static Criteria Read(string text) => CriteriaReading.Of(QueryHelpers.ParseQuery(text)).Criteria;
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
