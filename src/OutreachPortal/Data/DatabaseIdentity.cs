using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace OutreachPortal.Data;

/// <summary>
/// The single row that says which database this is and which generation of the index it asks for. An index whose commit
/// names another database or generation is rebuilt.
/// </summary>
internal sealed class DatabaseIdentity
{
    public const int TheOnlyRow = 1;

    public int Row { get; init; } = TheOnlyRow;

    public required Guid Id { get; init; }

    public int IndexGeneration { get; private set; } = 1;

    /// <summary>
    /// Null until the set-up recipe ran to its end: a start that was killed in between begins it again.
    /// </summary>
    public Instant? SetUpAt { get; set; }

    public void AskForNewIndex() => IndexGeneration++;
}

internal sealed class DatabaseIdentityMap : IEntityTypeConfiguration<DatabaseIdentity>
{
    public void Configure(EntityTypeBuilder<DatabaseIdentity> builder)
    {
        builder.ToTable("database_identity");
        builder.HasKey(identity => identity.Row);
        builder.Property(identity => identity.Row).HasColumnName("row").ValueGeneratedNever();
        builder.Property(identity => identity.Id).HasColumnName("id");
        builder.Property(identity => identity.IndexGeneration).HasColumnName("index_generation");
        builder.Property(identity => identity.SetUpAt).HasColumnName("set_up_at");
    }
}
