using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace OutreachPortal.Data;

/// <summary>
/// What the two databases do differently when several processes take work from one table. On PostgreSQL the clock of a
/// lease is the database's own, because machines need not agree on the hour, and a row that somebody else is taking is
/// passed over; SQLite has one machine and one writer.
/// </summary>
internal static class LeaseClock
{
    public static async Task<Instant> NowAsync(PortalDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (!db.Database.IsNpgsql()) return Instant.FromDateTimeOffset(clock.GetUtcNow()).ToMicroseconds();
        var microseconds = await db.Database
            .SqlQuery<long>($"SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS bigint) AS \"Value\"")
            .SingleAsync(cancellation);
        return Instant.FromUnixTimeTicks(microseconds * 10);
    }

    /// <summary>The end of a subquery that picks rows to take.</summary>
    public static string PassOverTaken(PortalDb db) => db.Database.IsNpgsql() ? "FOR UPDATE SKIP LOCKED" : "";
}
