using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OutreachPortal.Data;

namespace OutreachPortal.Countries;

/// <summary>
/// A country or area of UNSD's list, or (not <see cref="Listed"/>) a name that files contain and UNSD's list does not:
/// that one resolves, and stays as the source wrote it.
/// </summary>
internal sealed class Country
{
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Code { get; init; }

    public bool Listed { get; set; } = true;

    public string? Iso3 { get; set; }

    public string? M49 { get; set; }

    /// <summary>Language to name, the six UN languages.</summary>
    public Dictionary<string, string> Names { get; set; } = [];

    /// <summary>IANA zones; the main one is the seat of government's.</summary>
    public List<string> Zones { get; set; } = [];

    public string? MainZone { get; set; }

    public List<string> Aliases { get; set; } = [];

    /// <summary>A code that left the list stays readable: the code that took its place, or its own.</summary>
    public string? SupersededBy { get; set; }
}

internal sealed class CountryMap : IEntityTypeConfiguration<Country>
{
    public void Configure(EntityTypeBuilder<Country> builder)
    {
        builder.ToTable("countries");
        builder.HasKey(country => country.Code);
        builder.Property(country => country.Code).HasColumnName("code");
        builder.Property(country => country.Listed).HasColumnName("listed");
        builder.Property(country => country.Iso3).HasColumnName("iso3");
        builder.Property(country => country.M49).HasColumnName("m49");
        builder.Property(country => country.Names).HasColumnName("names").IsJson();
        builder.Property(country => country.Zones).HasColumnName("zones").IsJson();
        builder.Property(country => country.MainZone).HasColumnName("main_zone");
        builder.Property(country => country.Aliases).HasColumnName("aliases").IsJson();
        builder.Property(country => country.SupersededBy).HasColumnName("superseded_by");
    }
}
