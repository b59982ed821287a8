using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>What recovery did: claims given back, letters found in doubt, and what became of those.</summary>
internal sealed record RecoveryReport(int Returned, int Doubted, int Accepted, int Again, int Dropped, int Open);

/// <summary>
/// Finishes what a crash interrupted. A claim whose lease ran out goes back in line if nothing had left; otherwise its
/// letters are in doubt, and <see cref="Inquiry"/> decides. Any number of processes may do this at once. None thinks
/// itself dead, even when its clock is put an hour ahead.
/// </summary>
internal sealed class Recovery(
    IDbContextFactory<PortalDb> databases, IServiceScopeFactory scopes, TimeProvider clock, OwnClaims own)
{
    const int AtOnce = 500;

    public async Task<RecoveryReport> RunAsync(CancellationToken cancellation = default)
    {
        var report = new RecoveryReport(0, 0, 0, 0, 0, 0);
        while (await TakeFromTheDeadAsync(cancellation) is { Count: > 0 } dead)
        {
            var doubted = dead.Count(delivery => delivery.State == DeliveryState.Unknown);
            report = report with
            {
                Returned = report.Returned + dead.Count - doubted, Doubted = report.Doubted + doubted,
            };
        }
        while (await ReconcileAsync(cancellation) is { Count: > 0 } asked)
        {
            report = report with
            {
                Accepted = report.Accepted + asked.Count(delivery => delivery.State == DeliveryState.Accepted),
                Again = report.Again + asked.Count(delivery => delivery.State == DeliveryState.Pending),
                Dropped = report.Dropped + asked.Count(delivery => delivery.State == DeliveryState.Expired),
            };
        }
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return report with
        {
            Open = await db.Deliveries.CountAsync(delivery => delivery.State == DeliveryState.Unknown, cancellation),
        };
    }

    async Task<List<Delivery>> TakeFromTheDeadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            var now = await LeaseClock.NowAsync(db, clock, cancellation);
            var alive = own.Tokens;
            var dead = await db.Deliveries
                .Where(delivery => delivery.State == DeliveryState.Claimed && delivery.LeaseUntil <= now
                    && !alive.Contains(delivery.LeaseToken!.Value))
                .OrderBy(delivery => delivery.LeaseUntil).Take(AtOnce).ToListAsync(cancellation);
            if (dead.Count == 0) return dead;
            var announced = await AnnouncedAsync(db, dead, cancellation);
            await using var scope = scopes.CreateAsyncScope();
            var inquiry = scope.ServiceProvider.GetRequiredService<Inquiry>();
            foreach (var delivery in dead) Release(delivery, announced, inquiry);
            if (await TrySaveAsync(db, cancellation)) return dead;
        }
    }

    void Release(Delivery delivery, HashSet<(Guid, Guid?)> announced, Inquiry inquiry)
    {
        if (announced.Contains((delivery.Id, delivery.LeaseToken)))
            delivery.Doubt(inquiry.From, null, "Its postman died.");
        else delivery.GiveBack(Instant.FromDateTimeOffset(clock.GetUtcNow()));
    }

    /// <summary>The letters that had been about to leave under just this lease.</summary>
    static async Task<HashSet<(Guid, Guid?)>> AnnouncedAsync(
        PortalDb db, List<Delivery> dead, CancellationToken cancellation)
    {
        var ids = dead.Select(delivery => delivery.Id).ToList();
        var attempts = await db.DeliveryAttempts.AsNoTracking().Where(attempt => ids.Contains(attempt.DeliveryId))
            .Select(attempt => new { attempt.DeliveryId, attempt.LeaseToken })
            .ToListAsync(cancellation);
        return [.. attempts.Select(attempt => (attempt.DeliveryId, (Guid?)attempt.LeaseToken))];
    }

    async Task<List<Delivery>> ReconcileAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            await using var db = await databases.CreateDbContextAsync(cancellation);
            var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
            // Machines need not agree on the hour: whether a call may be under way is a matter of the clock of leases.
            var ended = await LeaseClock.NowAsync(db, clock, cancellation);
            var doubtful = await db.Deliveries
                .Where(delivery => delivery.State == DeliveryState.Unknown && delivery.NotBefore <= now
                    && (delivery.LeaseUntil == null || delivery.LeaseUntil <= ended))
                .OrderBy(delivery => delivery.NotBefore).Take(AtOnce).ToListAsync(cancellation);
            if (doubtful.Count == 0) return doubtful;
            await scope.ServiceProvider.GetRequiredService<Inquiry>().DecideAsync(db, doubtful, cancellation);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            if (!await TrySaveAsync(db, cancellation)) continue;
            await scope.ServiceProvider.GetRequiredService<Writers>().TellAsync(db, doubtful, cancellation);
            await transaction.CommitAsync(cancellation);
            return doubtful;
        }
    }

    /// <summary>False: another process was faster with one of them, and what was read is no longer so.</summary>
    static async Task<bool> TrySaveAsync(PortalDb db, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
