using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Opportunities;

/// <summary>Who issues opportunities, by the code of the parameter <c>org</c>. The newest content gives its name.</summary>
internal sealed class Organisation
{
    public required string Code { get; init; }

    public required string Name { get; set; }
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
