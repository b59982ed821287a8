using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Alerts;

/// <summary>
/// Ends alerts, each with its reason, and what they still owe with them, in one transaction: once the answer is given
/// no postman takes a letter for them any more.
/// </summary>
internal sealed class Endings(Ledger ledger, TimeProvider clock)
{
    public async Task EndAsync(
        PortalDb db, IReadOnlyList<Guid> alerts, EndReason reason, CancellationToken cancellation)
    {
        if (alerts.Count == 0) return;
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow()).ToMicroseconds();
        var ids = alerts.ToList();
        await db.Subscriptions.Where(alert => EF.Parameter(ids).Contains(alert.Id) && alert.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(alert => alert.EndedAt, now)
                .SetProperty(alert => alert.EndReason, reason), cancellation);
        await ledger.CancelAsync(db, ids, reason.ToString().ToLowerInvariant(), cancellation);
    }

    /// <summary>Ends all alerts of a person that are not ended.</summary>
    public async Task EndAllAsync(PortalDb db, Guid person, EndReason reason, CancellationToken cancellation)
    {
        var alerts = await db.Subscriptions.Where(alert => alert.SubscriberId == person && alert.EndedAt == null)
            .Select(alert => alert.Id).ToListAsync(cancellation);
        await EndAsync(db, alerts, reason, cancellation);
    }

    /// <summary>What is still owed follows an alert to the one that takes its place, and to its hour.</summary>
    public async Task MoveAsync(PortalDb db, Guid from, Subscription to, CancellationToken cancellation)
    {
        var zone = await db.Subscribers.Where(person => person.Id == to.SubscriberId)
            .Select(person => person.Zone).SingleAsync(cancellation);
        await ledger.MoveAsync(db, from, to, zone, cancellation);
    }
}
