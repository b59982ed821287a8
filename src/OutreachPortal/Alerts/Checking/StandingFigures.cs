using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>Counts what stands in the ledger and could leave, for whoever watches.</summary>
internal sealed class StandingFigures(IDbContextFactory<PortalDb> databases, TimeProvider clock, AlertFigures figures)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellation);
        // What waits for the end of a pause waits because its reader wants it to.
        var owed = await (
            from obligation in db.Obligations
            join alert in db.Subscriptions on obligation.SubscriptionId equals alert.Id
            where obligation.State == ObligationState.Owed && (alert.PausedUntil == null || alert.PausedUntil <= now)
            group obligation by obligation.Frequency)
            .Select(group => new
            {
                Frequency = group.Key, Count = group.LongCount(), Oldest = group.Min(one => one.DueAt),
            })
            .ToListAsync(cancellation);
        foreach (var frequency in Enum.GetValues<Frequency>())
        {
            var standing = owed.Find(one => one.Frequency == frequency);
            figures.Standing(
                frequency, standing?.Count ?? 0,
                standing is null ? Duration.Zero : Duration.Max(Duration.Zero, now - standing.Oldest));
        }
        var head = await Journal.HeadAsync(db, cancellation);
        figures.Journal(
            head - await db.MatchedEntries.LongCountAsync(cancellation),
            await db.MatchedEntries.LongCountAsync(entry => entry.State == MatchState.SetAside, cancellation));
    }
}
