using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>
/// An hour after a publication that people wait for, one letter of it at least was accepted, or somebody is told. Not
/// the length of a queue but what came out of it is watched.
/// </summary>
internal sealed class DeliveryProof(
    IDbContextFactory<PortalDb> databases, TimeProvider clock, AlertFigures figures, ILogger<DeliveryProof> log)
{
    static readonly Duration Hour = Duration.FromMinutes(60);

    readonly HashSet<long> _told = [];

    /// <returns>The entries without proof that nobody was told of before.</returns>
    public async Task<IReadOnlyList<long>> RunAsync(CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var (from, until) = (now - Audit.Window, now - Hour);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var unproved = await db.Journal
            .Where(entry => entry.Change == Change.Published && entry.At >= from && entry.At <= until
                && db.Obligations.Any(obligation => obligation.Sequence == entry.Sequence
                    && obligation.Frequency == Frequency.Immediate
                    && (obligation.State == ObligationState.Owed || obligation.State == ObligationState.Batched
                        || obligation.State == ObligationState.Failed))
                && !db.Obligations.Any(obligation => obligation.Sequence == entry.Sequence
                    && obligation.Frequency == Frequency.Immediate && obligation.State == ObligationState.Done))
            .OrderBy(entry => entry.Sequence).Select(entry => entry.Sequence).ToListAsync(cancellation);
        var news = unproved.FindAll(_told.Add);
        _told.IntersectWith(unproved);
        if (news.Count == 0) return news;
        figures.Unproved(news.Count);
        log.LogError(
            "No letter of {Count} published notices was accepted within the hour; the first is entry {Sequence}",
            news.Count, news[0]);
        return news;
    }
}
