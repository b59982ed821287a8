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

    public static async Task<List<Enclosure>> ReadAsync(PortalDb db, Guid delivery, CancellationToken cancellation) =>
        await (
            from obligation in db.Obligations.AsNoTracking()
            join alert in db.Subscriptions on obligation.SubscriptionId equals alert.Id
            join item in db.Opportunities on obligation.OpportunityId equals item.Id
            where obligation.DeliveryId == delivery && obligation.State == ObligationState.Batched
            orderby obligation.Id
            select new Enclosure(obligation, alert, item)).ToListAsync(cancellation);
}
