using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Data;

namespace OutreachPortal.Benchmarks.Chaos;

/// <summary>
/// What the witnesses say: for each person and each notice that was published while the alert stood, one letter
/// arrived; no letter arrived twice; nobody got a notice in two letters; and nothing began to leave for those who had
/// been told that it is over, but what a postman held already.
/// </summary>
/// <param name="InDoubt">Attempts of which nobody wrote down an end: a fault met a letter on its way.</param>
sealed record ChaosVerdict(int Owed, int Lost, int Twice, int TwiceTold, int AfterEnd, int InDoubt)
{
    static readonly Duration s_lease = Duration.FromSeconds(5);

    public bool IsClean => Lost == 0 && Twice == 0 && TwiceTold == 0 && AfterEnd == 0;

    public static async Task<ChaosVerdict> OfAsync(
        PortalDb db, Acknowledged said, Witness witness)
    {
        var taken = witness.Taken;
        var told = (await db.Obligations.AsNoTracking().Where(one => one.DeliveryId != null)
                .Select(one => new { one.SubscriberId, one.OpportunityId, one.DeliveryId }).ToListAsync())
            .Where(one => taken.ContainsKey(one.DeliveryId!.Value))
            .GroupBy(one => (one.SubscriberId, one.OpportunityId))
            .ToDictionary(group => group.Key, group => group.Count());
        var owed = said.Owed().ToList();
        return new(
            owed.Count, owed.Count(pair => !told.ContainsKey(pair)), taken.Values.Count(times => times > 1),
            told.Values.Count(times => times > 1), await AfterEndAsync(db, said, witness.Arrivals),
            await db.DeliveryAttempts.CountAsync(attempt => attempt.EndedAt == null));
    }

    /// <summary>A machine whose clock is ahead says of a letter that it left when it had arrived already.</summary>
    static async Task<int> AfterEndAsync(
        PortalDb db, Acknowledged said, ConcurrentDictionary<Guid, Instant> arrivals)
    {
        var attempts = await (
            from attempt in db.DeliveryAttempts
            join delivery in db.Deliveries on attempt.DeliveryId equals delivery.Id
            select new { delivery.Id, delivery.Recipient, attempt.StartedAt }).ToListAsync();
        return attempts.Count(one => arrivals.TryGetValue(one.Id, out var arrival)
            && said.Ended.TryGetValue(one.Recipient, out var end)
            && Instant.Min(one.StartedAt, arrival) > end + s_lease);
    }

    public override string ToString() => $"{Owed} owed, {Lost} lost, {Twice} letters arrived twice, {TwiceTold} notices "
        + $"told twice, {AfterEnd} left after the end, {InDoubt} attempts broken off";
}
