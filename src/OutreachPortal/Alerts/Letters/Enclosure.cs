using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>One thing that a letter was made to say, with the alert that speaks and the present of its item.</summary>
internal sealed record Enclosure(Obligation Obligation, Subscription Alert, Opportunity Item)
{
    public bool IsReminder => Obligation.Sequence is null;

    /// <summary>What is over by now is no news to whoever has not heard of it.</summary>
    public bool IsLate(Instant now) => Obligation.ExpiresAt <= now;

    /// <summary>
    /// By letter. The state is looked at here and not by the database, which would go through all that is in letters;
    /// an item that many letters tell of is read once.
    /// </summary>
    public static async Task<ILookup<Guid, Enclosure>> ReadAsync(
        PortalDb db, List<Guid> deliveries, CancellationToken cancellation)
    {
        var rows = await (
            from obligation in db.Obligations.AsNoTracking()
            join alert in db.Subscriptions on obligation.SubscriptionId equals alert.Id
            where obligation.DeliveryId != null && EF.Parameter(deliveries).Contains(obligation.DeliveryId.Value)
            select new { Obligation = obligation, Alert = alert }).ToListAsync(cancellation);
        var open = rows.Where(row => row.Obligation.State == ObligationState.Batched).ToList();
        var ids = open.Select(row => row.Obligation.OpportunityId).Distinct().ToList();
        var items = await db.Opportunities.AsNoTracking().Where(item => EF.Parameter(ids).Contains(item.Id))
            .ToDictionaryAsync(item => item.Id, cancellation);
        return open.OrderBy(row => row.Obligation.Id)
            .Select(row => new Enclosure(row.Obligation, row.Alert, items[row.Obligation.OpportunityId]))
            .ToLookup(enclosure => enclosure.Obligation.DeliveryId!.Value);
    }
}
