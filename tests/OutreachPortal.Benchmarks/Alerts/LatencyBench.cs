using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Benchmarks.Alerts;

/// <summary>How long from the moment of publication until a provider has accepted the letter, in a serving process?</summary>
internal static class LatencyBench
{
    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(int notices)
    {
        await using var town = await Town.OpenAsync(serving: true);
        var now = SystemClock.Instance.GetCurrentInstant();
        // Each notice goes to one of many: nobody gets twenty in ten minutes.
        var criteria = Enumerable.Range(0, notices).Select(number => Criteria.Everything with { Query = $"\"number {number}\"" }).ToList();
        await town.SettleAsync(notices, Frequency.Immediate, now - Duration.FromDays(1), criteria);
        for (var number = 0; number < notices; number++)
        {
            await town.PublishAsync(number, 1);
            await Task.Delay(Between);
        }
        using var end = new CancellationTokenSource(Patience);
        while (town.Provider.Count < notices && !end.IsCancellationRequested) await Task.Delay(100);
        await using var db = town.OpenDb();
        var took = (await (
            from owed in db.Obligations
            join letter in db.Deliveries on owed.DeliveryId equals letter.Id
            where letter.State == DeliveryState.Accepted
            select new { owed.OwedAt, letter.AcceptedAt }).ToListAsync())
            .Select(one => (one.AcceptedAt!.Value - one.OwedAt).TotalSeconds).Order().ToList();
        AlertsBench.Say($"{took.Count:N0} of {notices:N0} accepted; publish to accepted p50 {took[took.Count / 2]:F2} s, p95 {took[took.Count * 95 / 100]:F2} s, p99 {took[took.Count * 99 / 100]:F2} s, most {took[^1]:F2} s");
    }
}
