using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Discovery;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;

namespace OutreachPortal.Alerts;

/// <summary>
/// All criteria that somebody asked for, in memory, waiting for notices. Before each look it takes up what was asked
/// since. On PostgreSQL ids and clocks become visible in another order than they were given, so it looks again at
/// everything younger than the longest transaction; taking up the same criteria again changes nothing.
/// </summary>
internal sealed class StoredCriteria(TimeProvider clock) : IDisposable
{
    static readonly Duration LongestTransaction = Duration.FromMinutes(10);

    readonly QueryMonitor _monitor = new(OpportunityIndex.Schema);
    readonly HashSet<long> _known = [];
    readonly ConcurrentDictionary<long, AlertQuery> _byHour = [];
    Instant? _readAt;

    public int Count => _known.Count;

    public async Task RefreshAsync(PortalDb db, CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var since = Instant.Min(_readAt ?? now, now) - LongestTransaction;
        var young = db.SharedCriteria.AsNoTracking();
        if (_readAt is not null) young = young.Where(criteria => criteria.CreatedAt >= since);
        await foreach (var criteria in young.Select(criteria => new { criteria.Id, criteria.Text })
            .AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (_known.Add(criteria.Id)) Store(criteria.Id, criteria.Text);
        }
        _readAt = now;
    }

    /// <summary>The ids of criteria that what the notice says fits, whatever the hour.</summary>
    public IReadOnlyList<long> Match(IndexDocument document) => _monitor.Match(document);

    /// <summary>Those that hold at a moment, too.</summary>
    public IEnumerable<long> HoldAt(IEnumerable<long> ids, Content content, Instant now, Atlas atlas) =>
        ids.Where(id => !_byHour.TryGetValue(id, out var query) || query.HoldsAt(content, now, atlas));

    public void Dispose() => _monitor.Dispose();

    void Store(long id, string text)
    {
        var criteria = SharedCriteria.Read(text);
        var query = AlertQuery.Of(criteria);
        // Refused ones were never offered; whoever wrote the row by hand waits in vain rather than for everything.
        _monitor.Add(id, query.Query);
        if (criteria.From is not null || !criteria["status"].IsEmpty) _byHour[id] = query;
    }
}
