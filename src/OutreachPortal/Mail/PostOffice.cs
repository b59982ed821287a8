using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>
/// The postman of a serving process, and every few seconds a look at what a crash left behind. Its rests are real time
/// whatever the house's clock says: what is due, the clock decides.
/// </summary>
internal sealed class PostOffice(
    Postman postman, Recovery recovery, Reports reports, BounceBox bounces, MailWatch watch, MailMeter meter,
    Opening opening, ILogger<PostOffice> log)
    : BackgroundService
{
    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan RestAfterFault = TimeSpan.FromSeconds(2);
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    long? _lookedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await opening.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAroundAsync(stoppingToken);
                if (await postman.WalkAsync(stoppingToken) != RoundEnd.Walked) await RestAsync(Rest, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault) when (
                fault is DbException or DbUpdateException or InvalidOperationException or TimeoutException)
            {
                log.LogError(fault, "The post could not do its round; it goes on with the next");
                await RestAsync(RestAfterFault, stoppingToken);
            }
        }
        await LeaveAsync();
    }

    /// <summary>If the database is away, the others wait for the end of the lease.</summary>
    async Task LeaveAsync()
    {
        try
        {
            await postman.LeaveAsync();
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException)
        {
            log.LogInformation(fault, "This process's part of the rate is free in a while");
        }
    }

    async Task LookAroundAsync(CancellationToken cancellation)
    {
        if (_lookedAt is { } last && Stopwatch.GetElapsedTime(last) < LookEvery) return;
        await recovery.RunAsync(cancellation);
        meter.Recovered();
        await reports.ApplyParkedAsync(cancellation);
        await bounces.EmptyAsync(cancellation);
        await watch.LookAsync(cancellation);
        _lookedAt = Stopwatch.GetTimestamp();
    }

    static async Task RestAsync(TimeSpan rest, CancellationToken stopping) =>
        await Task.Delay(rest, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
