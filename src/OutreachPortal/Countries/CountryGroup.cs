using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Countries;

/// <summary>One of <c>developing transition ldc lldc sids</c>.</summary>
internal sealed class CountryGroup
{
    public required string Code { get; init; }

    public int Position { get; set; }

    public Dictionary<string, string> Names { get; set; } = [];

    /// <summary>The name a mark or a pill has room for.</summary>
    public Dictionary<string, string> ShortNames { get; set; } = [];

    public string Source { get; set; } = "";
}

/// <summary>A country in a group, from a day (inclusive) until a day (exclusive); an open end is null.</summary>
internal sealed class GroupMembership
{
    public long Id { get; init; }

    public required string Group { get; init; }

    public required string Country { get; init; }

    public LocalDate? From { get; set; }

    public LocalDate? Until { get; set; }

    public string? Source { get; set; }

    public bool Covers(LocalDate day) => (From is null || day >= From) && (Until is null || day < Until);
}

internal sealed class CountryGroupMap : IEntityTypeConfiguration<CountryGroup>
{
    public void Configure(EntityTypeBuilder<CountryGroup> builder)
    {
        builder.ToTable("country_groups");
        builder.HasKey(group => group.Code);
        builder.Property(group => group.Code).HasColumnName("code");
        builder.Property(group => group.Position).HasColumnName("position");
        builder.Property(group => group.Names).HasColumnName("names").IsJson();
        builder.Property(group => group.ShortNames).HasColumnName("short_names").IsJson();
        builder.Property(group => group.Source).HasColumnName("source");
    }
}

internal sealed class GroupMembershipMap : IEntityTypeConfiguration<GroupMembership>
{
    public void Configure(EntityTypeBuilder<GroupMembership> builder)
    {
        builder.ToTable("group_memberships");
        builder.HasKey(membership => membership.Id);
        builder.Property(membership => membership.Id).HasColumnName("id");
        builder.Property(membership => membership.Group).HasColumnName("group_code");
        builder.Property(membership => membership.Country).HasColumnName("country_code");
        builder.Property(membership => membership.From).HasColumnName("valid_from");
        builder.Property(membership => membership.Until).HasColumnName("valid_until");
        builder.Property(membership => membership.Source).HasColumnName("source");
        builder.HasOne<CountryGroup>().WithMany().HasForeignKey(membership => membership.Group)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Country>().WithMany().HasForeignKey(membership => membership.Country)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(membership => new { membership.Group, membership.Country })
            .HasDatabaseName("ix_group_memberships_group_country");
        builder.HasIndex(membership => membership.Country).HasDatabaseName("ix_group_memberships_country");
    }
}
