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

    /// <summary>
    /// True when the lease is this process's own from now on for the whole term: taken, or prolonged.
    /// </summary>
    public async Task<bool> TakeAsync(PortalDb db, string name, Duration term, CancellationToken cancellation)
    {
        pulse.Begins();
        var now = await LeaseClock.NowAsync(db, clock, cancellation);
        var (at, until) = (Rows.Column(now), Rows.Column(now + term));
        if (!await TryTakeAsync(db, name, at, until, cancellation)
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
        var now = Rows.Column(await LeaseClock.NowAsync(db, clock, cancellation));
        return await db.Database.ExecuteSqlAsync(
            $"UPDATE leases SET holder = holder WHERE name = {name} AND holder = {_holder} AND until > {now}",
            cancellation) == 1;
    }

    /// <summary>Gives the lease back, if it is ours: the next one need not wait for its end.</summary>
    public Task ReleaseAsync(PortalDb db, string name, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"DELETE FROM leases WHERE name = {name} AND holder = {_holder}", cancellation);

    /// <summary>How many leases of these names are held now. Those that ended are cleared away.</summary>
    /// <param name="prefix">What the names begin with.</param>
    public async Task<int> CountAsync(PortalDb db, string prefix, CancellationToken cancellation)
    {
        var now = await LeaseClock.NowAsync(db, clock, cancellation);
        var some = db.Leases.Where(lease => lease.Name.StartsWith(prefix));
        await some.Where(lease => lease.Until <= now).ExecuteDeleteAsync(cancellation);
        return await some.CountAsync(cancellation);
    }

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
}
