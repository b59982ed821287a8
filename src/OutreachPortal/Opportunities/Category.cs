using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OutreachPortal.Data;

namespace OutreachPortal.Opportunities;

/// <summary>A node of the portal's tree. Codes are stable: superseded, never deleted.</summary>
internal sealed class Category
{
    public required string Code { get; init; }

    public string? Parent { get; set; }

    public int Position { get; set; }

    public Dictionary<string, string> Labels { get; set; } = [];

    /// <summary>
    /// Words by language that betray the category in a title; a final <c>*</c> stands for any ending.
    /// </summary>
    public Dictionary<string, List<string>> Words { get; set; } = [];

    public string? SupersededBy { get; set; }
}

/// <summary>
/// Which categories the codes of a public classification that begin with a prefix stand for; none carves it out.
/// </summary>
internal sealed class Classification
{
    public required string Scheme { get; init; }

    public required string Prefix { get; init; }

    public List<string> Categories { get; set; } = [];
}

internal sealed class CategoryMap : IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Category> builder)
    {
        builder.ToTable("categories");
        builder.HasKey(category => category.Code);
        builder.Property(category => category.Code).HasColumnName("code");
        builder.Property(category => category.Parent).HasColumnName("parent");
        builder.Property(category => category.Position).HasColumnName("position");
        builder.Property(category => category.Labels).HasColumnName("labels").IsJson();
        builder.Property(category => category.Words).HasColumnName("words").IsJson();
        builder.Property(category => category.SupersededBy).HasColumnName("superseded_by");
    }
}

internal sealed class ClassificationMap : IEntityTypeConfiguration<Classification>
{
    public void Configure(EntityTypeBuilder<Classification> builder)
    {
        builder.ToTable("classifications");
        builder.HasKey(classification => new { classification.Scheme, classification.Prefix });
        builder.Property(classification => classification.Scheme).HasColumnName("scheme");
        builder.Property(classification => classification.Prefix).HasColumnName("prefix");
        builder.Property(classification => classification.Categories).HasColumnName("categories").IsJson();
    }
}
