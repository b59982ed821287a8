using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OutreachPortal.Data;

namespace OutreachPortal.Alerts;

/// <summary>
/// What a serving process does for the alerts by itself: three rounds side by side, so that a morning of digests does
/// not hold up what is to leave at once, and a fourth that keeps their leases. It only wakes them; that nothing is done
/// twice is the business of keys and leases. Its rests are real time whatever the house's clock says: what is due, the
/// clock decides.
/// </summary>
internal sealed class AlertWork(
    IDbContextFactory<PortalDb> databases, Tenures tenures, Matcher matcher, Reminders reminders, Dispatch dispatch,
    Digests digests, Audit audit, DeliveryProof proof, DigestProof digestProof, StandingFigures standing,
    Opening opening, ILogger<AlertWork> log)
    : BackgroundService
{
    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan RestOfDigests = TimeSpan.FromSeconds(5);
    static readonly TimeSpan RestOfChecks = TimeSpan.FromSeconds(15);
    static readonly TimeSpan RestOfBeats = TimeSpan.FromSeconds(3);
    static readonly TimeSpan RestAfterFault = TimeSpan.FromSeconds(2);
    static readonly TimeSpan RemindEvery = TimeSpan.FromMinutes(1);
    static readonly TimeSpan AuditEvery = TimeSpan.FromMinutes(5);

    long? _reminded;
    long? _audited;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await opening.WaitAsync(stoppingToken);
        await Task.WhenAll(
            RoundsAsync("matched", MatchAsync, Rest, stoppingToken),
            RoundsAsync("put into digests", digests.RunAsync, RestOfDigests, stoppingToken),
            RoundsAsync("checked", CheckAsync, RestOfChecks, stoppingToken),
            RoundsAsync("held on to", BeatAsync, RestOfBeats, stoppingToken));
        await LeaveAsync();
    }

    async Task MatchAsync(CancellationToken cancellation)
    {
        if (!await matcher.FollowAsync(cancellation)) return;
        if (IsTime(ref _reminded, RemindEvery)) await reminders.RunAsync(cancellation);
        await dispatch.RunAsync(cancellation);
    }

    async Task CheckAsync(CancellationToken cancellation)
    {
        await standing.RunAsync(cancellation);
        await audit.RunNightlyAsync(cancellation);
        if (!IsTime(ref _audited, AuditEvery) || await audit.RunAsync(cancellation) is null) return;
        await proof.RunAsync(cancellation);
        await digestProof.RunAsync(cancellation);
    }

    async Task BeatAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await tenures.BeatAsync(db, cancellation);
    }

    async Task RoundsAsync(string what, Func<CancellationToken, Task> round, TimeSpan rest, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await round(stopping);
                await RestAsync(rest, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is DbException or DbUpdateException or IOException
                or InvalidOperationException or TimeoutException or LeaseLost)
            {
                log.LogError(fault, "What is owed could not be {What}; it goes on from where it was", what);
                await RestAsync(RestAfterFault, stopping);
            }
        }
    }

    static bool IsTime(ref long? last, TimeSpan every)
    {
        if (last is { } then && Stopwatch.GetElapsedTime(then) < every) return false;
        last = Stopwatch.GetTimestamp();
        return true;
    }

    /// <summary>A rest that the end of the process cuts short without a word.</summary>
    static async Task RestAsync(TimeSpan rest, CancellationToken stopping) =>
        await Task.Delay(rest, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>The next process need not wait for the end of the leases; if the database is away, it will.</summary>
    async Task LeaveAsync()
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync();
            await tenures.GiveUpAsync(db, CancellationToken.None);
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException)
        {
            log.LogInformation(fault, "The leases of the alerts end by themselves");
        }
    }
}
