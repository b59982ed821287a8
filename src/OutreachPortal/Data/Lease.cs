using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace OutreachPortal.Data;

/// <summary>Who does, of all processes on one database, what only one may do, and until when that is theirs.</summary>
internal sealed class Lease
{
    public required string Name { get; init; }

    public required string Holder { get; init; }

    public required Instant Until { get; init; }
}

internal sealed class LeaseMap : IEntityTypeConfiguration<Lease>
{
    public void Configure(EntityTypeBuilder<Lease> builder)
    {
        builder.ToTable("leases");
        builder.HasKey(lease => lease.Name);
        builder.Property(lease => lease.Name).HasColumnName("name");
        builder.Property(lease => lease.Holder).HasColumnName("holder");
        builder.Property(lease => lease.Until).HasColumnName("until");
    }
}
