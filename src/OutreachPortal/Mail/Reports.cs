using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>
/// Takes what providers report. A report may come many times, in any order, before our own commit, or speak of a letter
/// that is not ours: what is made of a set of reports is the same however they came.
/// </summary>
internal sealed class Reports(IDbContextFactory<PortalDb> databases, Suppressions suppressions, TimeProvider clock)
{
    const int Tries = 5;
    const int AtOnce = 500;

    static readonly Duration Parked = Duration.FromHours(24);

    /// <summary>Keeps what is new and applies what can be applied. Returns how many were new.</summary>
    public async Task<int> ReceiveAsync(IReadOnlyList<ProviderReport> reports, CancellationToken cancellation)
    {
        if (reports.Count == 0) return 0;
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await ReceiveOnceAsync(reports, cancellation);
            }
            catch (DbUpdateException) when (tried < Tries)
            {
                // The same reports came twice at once, or two spoke of one address: what is there now is seen now.
            }
        }
    }

    /// <summary>Applies what was parked, for a day. Returns how many.</summary>
    public async Task<int> ApplyParkedAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var since = Now - Parked;
        var parked = await db.ProviderEvents
            .Where(parked => parked.AppliedAt == null && parked.DeliveryId != null && parked.ReceivedAt > since)
            .OrderBy(parked => parked.Id).Take(AtOnce).ToListAsync(cancellation);
        var applied = await ApplyAsync(db, parked, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return applied;
    }

    async Task<int> ReceiveOnceAsync(IReadOnlyList<ProviderReport> reports, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var events = await NewAmongAsync(db, reports, cancellation);
        db.ProviderEvents.AddRange(events);
        await db.SaveChangesAsync(cancellation);
        await ApplyAsync(db, events, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return events.Count;
    }

    async Task<List<ProviderEvent>> NewAmongAsync(
        PortalDb db, IReadOnlyList<ProviderReport> reports, CancellationToken cancellation)
    {
        List<ProviderEvent> fresh = [];
        foreach (var of in reports.GroupBy(report => report.Provider))
        {
            var once = of.DistinctBy(report => report.EventId).ToList();
            var ids = once.Select(report => report.EventId).ToList();
            var known = await db.ProviderEvents
                .Where(known => known.Provider == of.Key && ids.Contains(known.EventId))
                .Select(known => known.EventId).ToHashSetAsync(cancellation);
            fresh.AddRange(once.Where(report => !known.Contains(report.EventId)).Select(EventOf));
        }
        return fresh;
    }

    ProviderEvent EventOf(ProviderReport report) => new()
    {
        Provider = report.Provider, EventId = report.EventId, Kind = report.Kind, Meaning = report.Meaning,
        DeliveryId = report.DeliveryId, AddressMac = report.AddressMac, HappenedAt = report.HappenedAt,
        ReceivedAt = Now, Raw = report.Raw,
    };

    /// <summary>Only what speaks of a letter that we know; the rest stays parked.</summary>
    async Task<int> ApplyAsync(PortalDb db, List<ProviderEvent> events, CancellationToken cancellation)
    {
        var ids = events.Select(report => report.DeliveryId).OfType<Guid>().Distinct().ToList();
        var states = await db.Deliveries.AsNoTracking().Where(delivery => ids.Contains(delivery.Id))
            .ToDictionaryAsync(delivery => delivery.Id, delivery => delivery.State, cancellation);
        var ours = events.Where(report => report.DeliveryId is { } id && states.ContainsKey(id)).ToList();
        foreach (var report in ours) report.AppliedAt = Now;
        await db.SaveChangesAsync(cancellation);
        foreach (var report in ours) await suppressions.HeedAsync(db, report, cancellation);
        var doubtful = states.Where(pair => pair.Value == DeliveryState.Unknown).Select(pair => pair.Key).ToList();
        await HurryAsync(db, doubtful, cancellation);
        return ours.Count;
    }

    /// <summary>A letter in doubt that is spoken of need not wait to be asked about.</summary>
    async Task HurryAsync(PortalDb db, List<Guid> doubtful, CancellationToken cancellation)
    {
        if (doubtful.Count == 0) return;
        var now = Now;
        await db.Deliveries
            .Where(delivery => doubtful.Contains(delivery.Id) && delivery.State == DeliveryState.Unknown)
            .ExecuteUpdateAsync(
                set => set.SetProperty(delivery => delivery.NotBefore, now)
                    .SetProperty(delivery => delivery.LeaseUntil, (Instant?)null),
                cancellation);
    }

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());
}
