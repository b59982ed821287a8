using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>Whether a notice in a letter was of use, by alert and notice, never by person.</summary>
internal sealed class Vote
{
    public long Id { get; init; }

    public required Guid SubscriptionId { get; init; }

    public required long OpportunityId { get; init; }

    public bool IsRelevant { get; internal set; }

    public Instant At { get; internal set; }
}

internal sealed class VoteMap : IEntityTypeConfiguration<Vote>
{
    public void Configure(EntityTypeBuilder<Vote> builder)
    {
        builder.ToTable("votes");
        builder.HasKey(vote => vote.Id);
        builder.Property(vote => vote.Id).HasColumnName("id");
        builder.Property(vote => vote.SubscriptionId).HasColumnName("subscription_id");
        builder.Property(vote => vote.OpportunityId).HasColumnName("opportunity_id");
        builder.Property(vote => vote.IsRelevant).HasColumnName("is_relevant");
        builder.Property(vote => vote.At).HasColumnName("at");
        builder.HasOne<Subscription>().WithMany()
            .HasForeignKey(vote => vote.SubscriptionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Opportunity>().WithMany()
            .HasForeignKey(vote => vote.OpportunityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(vote => new { vote.SubscriptionId, vote.OpportunityId })
            .IsUnique().HasDatabaseName("ux_votes_subscription_id_opportunity_id");
        builder.HasIndex(vote => vote.OpportunityId).HasDatabaseName("ix_votes_opportunity_id");
    }
}
