using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Alerts;
using OutreachPortal.Data;
using OutreachPortal.Mail;

namespace OutreachPortal.Benchmarks.Chaos;

/// <summary>
/// What the witnesses say: for each person and each notice that was published while the alert stood, one letter
/// arrived; no letter arrived twice; nobody got a notice in two letters.
/// </summary>
sealed record ChaosVerdict(int Owed, int Lost, int Twice, int TwiceTold, int AfterEnd)
{
    public bool IsClean => Lost == 0 && Twice == 0 && TwiceTold == 0 && AfterEnd == 0;

    public static async Task<ChaosVerdict> OfAsync(
        PortalDb db, Acknowledged said, ConcurrentDictionary<Guid, int> taken)
    {
        var told = (await db.Obligations.AsNoTracking().Where(one => one.DeliveryId != null)
                .Select(one => new { one.SubscriberId, one.OpportunityId, one.DeliveryId }).ToListAsync())
            .Where(one => taken.ContainsKey(one.DeliveryId!.Value))
            .GroupBy(one => (one.SubscriberId, one.OpportunityId))
            .ToDictionary(group => group.Key, group => group.Count());
        var owed = said.Owed().ToList();
        var late = await db.Deliveries.AsNoTracking().Where(one => one.State == DeliveryState.Accepted).ToListAsync();
        return new(
            owed.Count, owed.Count(pair => !told.ContainsKey(pair)), taken.Values.Count(times => times > 1),
            told.Values.Count(times => times > 1),
            late.Count(one => said.Ended.TryGetValue(one.Recipient, out var end) && one.CreatedAt > end));
    }

    public override string ToString() => $"{Owed} owed, {Lost} lost, {Twice} letters arrived twice, {TwiceTold} notices "
        + $"told twice, {AfterEnd} letters made after the end";
}
