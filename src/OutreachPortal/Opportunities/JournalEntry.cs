using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace OutreachPortal.Opportunities;

/// <summary>
/// One thing the public may know, in the order in which it became true. Followers keep a cursor over the sequence.
/// </summary>
internal sealed class JournalEntry
{
    public required long Sequence { get; init; }

    public required long OpportunityId { get; init; }

    public required int Revision { get; init; }

    public required Change Change { get; init; }

    public required Instant At { get; init; }
}

public enum Change
{
    Published,
    Amended,
    Cancelled,
    Withdrawn,
    Closed,
    Awarded,
}

/// <summary>The one row that hands out sequence numbers.</summary>
internal sealed class JournalHead
{
    public const int TheOnlyRow = 1;

    public int Row { get; init; } = TheOnlyRow;

    public long Sequence { get; init; }
}

internal sealed class JournalEntryMap : IEntityTypeConfiguration<JournalEntry>
{
    public void Configure(EntityTypeBuilder<JournalEntry> builder)
    {
        builder.ToTable("journal");
        builder.HasKey(entry => entry.Sequence);
        builder.Property(entry => entry.Sequence).HasColumnName("sequence").ValueGeneratedNever();
        builder.Property(entry => entry.OpportunityId).HasColumnName("opportunity_id");
        builder.Property(entry => entry.Revision).HasColumnName("revision");
        builder.Property(entry => entry.Change).HasColumnName("change");
        builder.Property(entry => entry.At).HasColumnName("at");
        builder.HasOne<Opportunity>().WithMany().HasForeignKey(entry => entry.OpportunityId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(entry => entry.OpportunityId).HasDatabaseName("ix_journal_opportunity");
    }
}

internal sealed class JournalHeadMap : IEntityTypeConfiguration<JournalHead>
{
    public void Configure(EntityTypeBuilder<JournalHead> builder)
    {
        builder.ToTable("journal_head");
        builder.HasKey(head => head.Row);
        builder.Property(head => head.Row).HasColumnName("row").ValueGeneratedNever();
        builder.Property(head => head.Sequence).HasColumnName("sequence");
    }
}
