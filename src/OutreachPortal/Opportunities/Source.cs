using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OutreachPortal.Data;

namespace OutreachPortal.Opportunities;

/// <summary>An official system that notices come from, and how its files are read.</summary>
internal sealed class Source
{
    /// <summary>
    /// The word in <see cref="Zone"/> that means: the main zone of the buyer's or duty station's country.
    /// </summary>
    public const string ZoneOfCountry = "country";

    public required string Key { get; init; }

    public required string Name { get; set; }

    public List<string> Formats { get; set; } = [];

    /// <summary>OCDS: prefixes of the ocid.</summary>
    public List<string> Prefixes { get; set; } = [];

    /// <summary>OCDS: names of the package's publisher.</summary>
    public List<string> Publishers { get; set; } = [];

    /// <summary>IANA zone, or <see cref="ZoneOfCountry"/>.</summary>
    public string? Zone { get; set; }

    public string? Country { get; set; }

    public string? Language { get; set; }

    public string? IdField { get; set; }

    /// <summary>Hosts (and their subdomains) that an official link may point to.</summary>
    public List<string> LinkHosts { get; set; } = [];

    public bool Trusted { get; set; }

    /// <summary>Name of a mapping in <c>recipes/maps</c>.</summary>
    public string? Map { get; set; }

    public bool Owns(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" && OwnsHost(address!.Host);

    bool OwnsHost(string host) => LinkHosts.Exists(owned =>
        host.Equals(owned, StringComparison.OrdinalIgnoreCase)
            || host.EndsWith($".{owned}", StringComparison.OrdinalIgnoreCase));
}

internal sealed class SourceMap : IEntityTypeConfiguration<Source>
{
    public void Configure(EntityTypeBuilder<Source> builder)
    {
        builder.ToTable("sources");
        builder.HasKey(source => source.Key);
        builder.Property(source => source.Key).HasColumnName("key");
        builder.Property(source => source.Name).HasColumnName("name");
        builder.Property(source => source.Formats).HasColumnName("formats").IsJson();
        builder.Property(source => source.Prefixes).HasColumnName("prefixes").IsJson();
        builder.Property(source => source.Publishers).HasColumnName("publishers").IsJson();
        builder.Property(source => source.Zone).HasColumnName("zone");
        builder.Property(source => source.Country).HasColumnName("country");
        builder.Property(source => source.Language).HasColumnName("language");
        builder.Property(source => source.IdField).HasColumnName("id_field");
        builder.Property(source => source.LinkHosts).HasColumnName("link_hosts").IsJson();
        builder.Property(source => source.Trusted).HasColumnName("trusted");
        builder.Property(source => source.Map).HasColumnName("map");
    }
}
