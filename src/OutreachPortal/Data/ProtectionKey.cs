using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Data;

/// <summary>
/// A key that seals cookies, forms and links: a row, so that every process on this database reads what another sealed,
/// and a backup of the database is a backup of the keys.
/// </summary>
internal sealed class ProtectionKey
{
    public long Id { get; init; }

    public required string Name { get; init; }

    public required string Xml { get; init; }
}

internal sealed class ProtectionKeyMap : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> builder)
    {
        builder.ToTable("protection_keys");
        builder.HasKey(key => key.Id);
        builder.Property(key => key.Id).HasColumnName("id");
        builder.Property(key => key.Name).HasColumnName("name");
        builder.Property(key => key.Xml).HasColumnName("xml");
    }
}
