using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Alerts;

/// <summary>
/// Looks after subscribers while the portal serves: what the post learnt every few seconds, everything else every hour,
/// in one process at a time. Its rests are real time whatever the house's clock says.
/// </summary>
internal sealed class CareRounds(
    IDbContextFactory<PortalDb> databases, Leases leases, Care care, Retention retention, Opening opening,
    ILogger<CareRounds> log)
    : BackgroundService
{
    const string Lease = "alerts-care";
    const int RoundsInAnHour = 360;
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    static readonly Duration Term = Duration.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await opening.WaitAsync(stoppingToken);
        for (var round = 0; !stoppingToken.IsCancellationRequested; round++)
        {
            try
            {
                await WalkAsync(round % RoundsInAnHour == 0, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault) when (fault is DbException or DbUpdateException or InvalidOperationException)
            {
                log.LogError(fault, "Looking after subscribers failed; the next round does it again");
            }
            await Task.Delay(Rest, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task WalkAsync(bool isHourly, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!await leases.TakeAsync(db, Lease, Term, cancellation)) return;
        await care.FollowSuppressionsAsync(cancellation);
        if (!isHourly) return;
        await care.EndUnwantedAsync(cancellation);
        await care.AskAsync(cancellation);
        var cleared = await retention.RunAsync(cancellation);
        foreach (var (what, rows) in cleared.Where(pair => pair.Value > 0))
            log.LogInformation("Cleared away {Rows} of {What}", rows, what);
    }
}
