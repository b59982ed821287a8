using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Alerts;

/// <summary>
/// Ends alerts, each with its reason, and what they still owe with them, in one transaction: once the answer is given no
/// postman takes a letter for them any more.
/// </summary>
internal sealed class Endings(TimeProvider clock)
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
        var why = reason.ToString().ToLowerInvariant();
        await db.Obligations
            .Where(owed => EF.Parameter(ids).Contains(owed.SubscriptionId) && owed.State == ObligationState.Owed)
            .ExecuteUpdateAsync(set => set.SetProperty(owed => owed.State, ObligationState.Cancelled)
                .SetProperty(owed => owed.Reason, why), cancellation);
    }

    /// <summary>Ends all alerts of a person that are not ended.</summary>
    public async Task EndAllAsync(PortalDb db, Guid person, EndReason reason, CancellationToken cancellation)
    {
        var alerts = await db.Subscriptions.Where(alert => alert.SubscriberId == person && alert.EndedAt == null)
            .Select(alert => alert.Id).ToListAsync(cancellation);
        await EndAsync(db, alerts, reason, cancellation);
    }

    /// <summary>What is still owed follows an alert to the one that takes its place.</summary>
    public static Task MoveAsync(PortalDb db, Guid from, Subscription to, CancellationToken cancellation) =>
        db.Obligations.Where(owed => owed.SubscriptionId == from && owed.State == ObligationState.Owed)
            .ExecuteUpdateAsync(set => set.SetProperty(owed => owed.SubscriptionId, to.Id)
                .SetProperty(owed => owed.Frequency, to.Frequency), cancellation);
}
