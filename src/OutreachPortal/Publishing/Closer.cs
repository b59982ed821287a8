using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Publishing;

/// <summary>
/// Tells the followers of the journal that a deadline has passed. Whoever asks sees an item closed the second it
/// closes; this is for those that are told: within a minute, once for each closing, and never for what was over when it
/// became public. Of several processes one does it. Its rests are real time, whatever the clock of the house says.
/// </summary>
internal sealed class Closer(
    IDbContextFactory<PortalDb> databases, Leases leases, StandingRules rules, TimeProvider clock, Opening opening,
    ILogger<Closer> log)
    : BackgroundService
{
    const string LeaseName = "closer";
    const int AtOnce = 200;
    static readonly Duration Term = Duration.FromSeconds(30);
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    /// <summary>Tells what is due now, at most a batch.</summary>
    /// <returns>How many were looked at; below a batch nothing is left.</returns>
    public async Task<int> CloseDueAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow()).ToMicroseconds();
        var due = await db.Opportunities.AsNoTracking()
            .Where(opportunity => opportunity.ClosingDue <= now)
            .OrderBy(opportunity => opportunity.ClosingDue).Take(AtOnce).ToListAsync(cancellation);
        if (due.Count == 0 || !await leases.TakeAsync(db, LeaseName, Term, cancellation)) return 0;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (!await leases.HoldAsync(db, LeaseName, cancellation)) return 0;
        await Journal.AppendAsync(db, await ClosedAsync(db, due, now, cancellation), cancellation);
        await transaction.CommitAsync(cancellation);
        return due.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await opening.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await CloseDueAsync(stoppingToken) == AtOnce) continue;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is DbException or DbUpdateException or InvalidOperationException)
            {
                log.LogError(fault, "What has closed could not be told; it is tried again");
            }
            await Task.Delay(Rest, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Row by row in the order of their ids, as every writer of several does: two wait for one another, never in a
    /// ring. A row that somebody gave another deadline in the meantime is not due any more.
    /// </summary>
    async Task<IReadOnlyList<Announcement>> ClosedAsync(
        PortalDb db, List<Opportunity> due, Instant now, CancellationToken cancellation)
    {
        List<Announcement> closed = [];
        foreach (var opportunity in due.OrderBy(opportunity => opportunity.Id))
        {
            var next = EndOf(opportunity) is var end && end > now ? end : (Instant?)null;
            var isOurs = await db.Opportunities
                .Where(row => row.Id == opportunity.Id && row.ClosingDue == opportunity.ClosingDue)
                .ExecuteUpdateAsync(row => row.SetProperty(item => item.ClosingDue, next), cancellation) == 1;
            if (!isOurs || next is not null) continue;
            var revision = await db.Opportunities.Where(row => row.Id == opportunity.Id)
                .Select(row => row.Revision).SingleAsync(cancellation);
            closed.Add(new(opportunity.Id, revision, Change.Closed, now));
        }
        return closed;
    }

    /// <summary>
    /// A notice without deadline may stay open longer than it was to when it was published: a setting.
    /// </summary>
    Instant EndOf(Opportunity opportunity) =>
        rules.ClosesAt(opportunity.Deadline, opportunity.Published, opportunity.InvitesAnswer);
}
