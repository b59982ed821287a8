using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace OutreachPortal.Data;

/// <summary>
/// Takes named leases for this process. One statement decides, so that of several that ask at once one gets it. On
/// PostgreSQL the database's clock is asked: the machines of several processes need not agree on the hour. What a
/// process holds that is seen to be dead is free before its end.
/// </summary>
internal sealed class Leases(TimeProvider clock, Pulse pulse)
{
    readonly string _holder = $"{Environment.MachineName}/{Environment.ProcessId}/{pulse.Name}";
    int _swept;

    /// <summary>True when the lease is this process's own from now on for the whole term: taken, or prolonged.</summary>
    public async Task<bool> TakeAsync(PortalDb db, string name, Duration term, CancellationToken cancellation)
    {
        pulse.Begins();
        var now = await NowAsync(db, cancellation);
        var until = now + Microseconds(term);
        if (!await TryTakeAsync(db, name, now, until, cancellation)
            && !await InheritAsync(db, name, until, cancellation)) return false;
        if (Interlocked.Exchange(ref _swept, 1) == 0)
            pulse.Sweep(await db.Leases.Select(lease => lease.Holder).ToListAsync(cancellation));
        return true;
    }

    /// <summary>
    /// For a transaction that is about to write what only the holder may: true while the lease is ours, and nobody else
    /// can take it before the commit. Whoever slept past the end of the lease learns it here.
    /// </summary>
    public async Task<bool> HoldAsync(PortalDb db, string name, CancellationToken cancellation)
    {
        var now = await NowAsync(db, cancellation);
        return await db.Database.ExecuteSqlAsync(
            $"UPDATE leases SET holder = holder WHERE name = {name} AND holder = {_holder} AND until > {now}",
            cancellation) == 1;
    }

    /// <summary>Gives the lease back, if it is ours: the next one need not wait for its end.</summary>
    public Task ReleaseAsync(PortalDb db, string name, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"DELETE FROM leases WHERE name = {name} AND holder = {_holder}", cancellation);

    async Task<bool> TryTakeAsync(
        PortalDb db, string name, long now, long until, CancellationToken cancellation) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO leases (name, holder, until) VALUES ({name}, {_holder}, {until})
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
            WHERE leases.holder = excluded.holder OR leases.until <= {now}
            """,
            cancellation) == 1;

    /// <summary>Of several that see the dead at once, the one whose statement still finds him named.</summary>
    async Task<bool> InheritAsync(PortalDb db, string name, long until, CancellationToken cancellation)
    {
        var holder = await db.Leases.Where(lease => lease.Name == name).Select(lease => lease.Holder)
            .SingleOrDefaultAsync(cancellation);
        if (holder is null || !pulse.HasStopped(holder)) return false;
        return await db.Database.ExecuteSqlAsync(
            $"UPDATE leases SET holder = {_holder}, until = {until} WHERE name = {name} AND holder = {holder}",
            cancellation) == 1;
    }

    /// <summary>Microseconds since 1970 UTC.</summary>
    async Task<long> NowAsync(PortalDb db, CancellationToken cancellation) => db.Database.IsNpgsql()
        ? await db.Database
            .SqlQuery<long>(
                $"SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS bigint) AS \"Value\"")
            .SingleAsync(cancellation)
        : Microseconds(Instant.FromDateTimeOffset(clock.GetUtcNow()) - NodaConstants.UnixEpoch);

    static long Microseconds(Duration duration) => duration.BclCompatibleTicks / 10;
}
