using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Alerts;

/// <summary>
/// What is left of a day when its letters are cleared away: how many of each kind there were, and what became of them.
/// It says nothing of anybody.
/// </summary>
internal sealed class DayTotal
{
    /// <summary>Of letters: the kind is theirs.</summary>
    public const string Letters = "letters";

    /// <summary>Of words that were owed: the kind is how often their alerts tell.</summary>
    public const string Owed = "owed";

    /// <summary>In UTC.</summary>
    public required LocalDate Date { get; init; }

    public required string What { get; init; }

    public required string Kind { get; init; }

    public required string State { get; init; }

    public long Total { get; init; }

    /// <summary>In the transaction that clears the rows away, so that each is counted once.</summary>
    /// <param name="rows">When each came to be, of which kind it was and what became of it.</param>
    public static Task AddAsync(
        PortalDb db, string what, IEnumerable<(Instant At, Enum Kind, Enum State)> rows,
        CancellationToken cancellation) => Rows.EachAsync(
            db, "INSERT INTO day_totals (date, what, kind, state, total) ",
            [
                .. rows.GroupBy(row => (row.At.InUtc().Date, Kind: row.Kind.ToString(), State: row.State.ToString()))
                    .Select(same => new object?[]
                    {
                        NodaTime.Text.LocalDatePattern.Iso.Format(same.Key.Date), what, same.Key.Kind, same.Key.State,
                        same.LongCount(),
                    }),
            ],
            " ON CONFLICT (date, what, kind, state) DO UPDATE SET total = day_totals.total + excluded.total",
            cancellation);
}

internal sealed class DayTotalMap : IEntityTypeConfiguration<DayTotal>
{
    public void Configure(EntityTypeBuilder<DayTotal> builder)
    {
        builder.ToTable("day_totals");
        builder.HasKey(day => new { day.Date, day.What, day.Kind, day.State });
        builder.Property(day => day.Date).HasColumnName("date").ValueGeneratedNever();
        builder.Property(day => day.What).HasColumnName("what").ValueGeneratedNever();
        builder.Property(day => day.Kind).HasColumnName("kind").ValueGeneratedNever();
        builder.Property(day => day.State).HasColumnName("state").ValueGeneratedNever();
        builder.Property(day => day.Total).HasColumnName("total");
    }
}
