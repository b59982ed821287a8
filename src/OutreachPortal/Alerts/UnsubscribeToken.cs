using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace OutreachPortal.Alerts;

/// <summary>
/// 128 random bits that can only end the alerts of one scope: no key, no version, no expiry, kept after erasure.
/// </summary>
internal sealed class UnsubscribeToken
{
    /// <summary>Base64url of the bits.</summary>
    public required string Token { get; init; }

    public required Guid SubscriberId { get; init; }

    /// <summary><c>subscription:id</c>, <c>daily</c>, <c>weekly</c> or <c>all</c>.</summary>
    public required string Scope { get; init; }

    public required Instant CreatedAt { get; init; }
}

internal sealed class UnsubscribeTokenMap : IEntityTypeConfiguration<UnsubscribeToken>
{
    public void Configure(EntityTypeBuilder<UnsubscribeToken> builder)
    {
        builder.ToTable("unsubscribe_tokens");
        builder.HasKey(token => token.Token);
        builder.Property(token => token.Token).HasColumnName("token").ValueGeneratedNever();
        builder.Property(token => token.SubscriberId).HasColumnName("subscriber_id");
        builder.Property(token => token.Scope).HasColumnName("scope");
        builder.Property(token => token.CreatedAt).HasColumnName("created_at");
        builder.HasOne<Subscriber>().WithMany()
            .HasForeignKey(token => token.SubscriberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(token => new { token.SubscriberId, token.Scope })
            .IsUnique().HasDatabaseName("ux_unsubscribe_tokens_subscriber_id_scope");
    }
}
