using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace OutreachPortal.Alerts;

/// <summary>
/// How far matching came with one entry of the journal: the cursor passes only over finished ones, a poisonous one
/// is set aside.
/// </summary>
internal sealed class MatchedEntry
{
    public required long Sequence { get; init; }

    public MatchState State { get; internal set; } = MatchState.Matched;

    public int Attempts { get; internal set; }

    public Instant? MatchedAt { get; internal set; }

    public int Matches { get; internal set; }

    public string? Fault { get; internal set; }

    /// <summary>One more try was in vain; after some it is left to a person and stops nobody.</summary>
    public void Fail(Exception fault, Instant at, int tries)
    {
        (Attempts, MatchedAt) = (Attempts + 1, at);
        State = Attempts < tries ? MatchState.Faulty : MatchState.SetAside;
        Fault = fault.Message.Length > 256 ? fault.Message[..256] : fault.Message;
    }
}

internal sealed class MatchedEntryMap : IEntityTypeConfiguration<MatchedEntry>
{
    public void Configure(EntityTypeBuilder<MatchedEntry> builder)
    {
        builder.ToTable("matched_entries");
        builder.HasKey(entry => entry.Sequence);
        builder.Property(entry => entry.Sequence).HasColumnName("sequence").ValueGeneratedNever();
        builder.Property(entry => entry.State).HasColumnName("state");
        builder.Property(entry => entry.Attempts).HasColumnName("attempts");
        builder.Property(entry => entry.MatchedAt).HasColumnName("matched_at");
        builder.Property(entry => entry.Matches).HasColumnName("matches");
        builder.Property(entry => entry.Fault).HasColumnName("fault");
    }
}
