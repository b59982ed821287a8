using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace OutreachPortal.Alerts;

/// <summary>
/// That the digests of one morning in one zone were made. A marker only: what they hold is whatever is owed and
/// due.
/// </summary>
internal sealed class DigestRun
{
    public required Frequency Frequency { get; init; }

    /// <summary>On the clocks of the zone.</summary>
    public required LocalDate Date { get; init; }

    public required string Zone { get; init; }

    public required Instant DueAt { get; init; }

    public Instant? FinishedAt { get; internal set; }

    public int Letters { get; internal set; }
}

internal sealed class DigestRunMap : IEntityTypeConfiguration<DigestRun>
{
    public void Configure(EntityTypeBuilder<DigestRun> builder)
    {
        builder.ToTable("digest_runs");
        builder.HasKey(run => new { run.Frequency, run.Date, run.Zone });
        builder.Property(run => run.Frequency).HasColumnName("frequency").ValueGeneratedNever();
        builder.Property(run => run.Date).HasColumnName("date").ValueGeneratedNever();
        builder.Property(run => run.Zone).HasColumnName("zone").ValueGeneratedNever();
        builder.Property(run => run.DueAt).HasColumnName("due_at");
        builder.Property(run => run.FinishedAt).HasColumnName("finished_at");
        builder.Property(run => run.Letters).HasColumnName("letters");
    }
}
