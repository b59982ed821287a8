using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OutreachPortal.Data;

namespace OutreachPortal.Opportunities;

/// <summary>
/// Who issues opportunities, by the code of the parameter <c>org</c>. The newest content gives its name.
/// </summary>
internal sealed class Organisation
{
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>One statement, so that two who meet a new organisation at the same moment both succeed.</summary>
    public static Task NameAsync(PortalDb db, string code, string name, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO organisations (code, name) VALUES ({code}, {name})
            ON CONFLICT (code) DO UPDATE SET name = excluded.name
            """,
            cancellation);
}

internal sealed class OrganisationMap : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.ToTable("organisations");
        builder.HasKey(organisation => organisation.Code);
        builder.Property(organisation => organisation.Code).HasColumnName("code");
        builder.Property(organisation => organisation.Name).HasColumnName("name");
    }
}
