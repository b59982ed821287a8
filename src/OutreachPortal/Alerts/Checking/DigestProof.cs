using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Mail;

namespace OutreachPortal.Alerts;

/// <summary>Two hours after a morning nothing of it is owed any more, or somebody is told.</summary>
internal sealed class DigestProof(
    IDbContextFactory<PortalDb> databases, TimeProvider clock, AlertFigures figures, ILogger<DigestProof> log)
{
    static readonly Duration Patience = Duration.FromHours(2);

    readonly Alarm _alarm = new();

    /// <returns>How many words should have been in a digest by now.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var late = now - Patience;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var missing = await (
            from obligation in db.Obligations
            join alert in db.Subscriptions on obligation.SubscriptionId equals alert.Id
            where obligation.State == ObligationState.Owed && obligation.DueAt <= late
                && obligation.Frequency != Frequency.Immediate && alert.EndedAt == null
                && (alert.PausedUntil == null || alert.PausedUntil <= late)
                && (obligation.ExpiresAt == null || obligation.ExpiresAt > now)
            select obligation.Id).CountAsync(cancellation);
        figures.DigestsMissing(missing);
        if (_alarm.Rings(missing > 0))
            log.LogError("{Missing} words should have been in a digest two hours ago and are in none", missing);
        return missing;
    }
}
