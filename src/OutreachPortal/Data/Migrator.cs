using Microsoft.EntityFrameworkCore;

namespace OutreachPortal.Data;

/// <summary>Brings the schema up to date before anything reads it.</summary>
internal sealed class Migrator(IDbContextFactory<PortalDb> databases, StartLock start)
{
    /// <summary>
    /// EF Core takes a row lock even when nothing is pending; a process killed while it held the row would make the
    /// next start wait for ever. So we ask first, and our own lock (released by any death) guards the row. On
    /// PostgreSQL EF Core lets go between two migrations, and another process would repeat the second: our lock holds
    /// for all.
    /// </summary>
    public async Task MigrateAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if ((await db.Database.GetPendingMigrationsAsync(cancellation)).Any()) await MigrateAsync(db, cancellation);
        await NameDatabaseAsync(db, cancellation);
    }

    async Task MigrateAsync(PortalDb db, CancellationToken cancellation)
    {
        await using var guard = await start.TakeAsync(cancellation);
        if (db.Database.IsSqlite()) await ForgetDeadLockAsync(db, cancellation);
        await db.Database.MigrateAsync(cancellation);
    }

    /// <summary>
    /// A new database gets its id once; of two processes that try, one succeeds and the other finds it there.
    /// </summary>
    static async Task NameDatabaseAsync(PortalDb db, CancellationToken cancellation)
    {
        if (await db.Identities.AnyAsync(cancellation)) return;
        db.Identities.Add(new DatabaseIdentity { Id = Guid.CreateVersion7() });
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException) when (AnotherWasFaster(db))
        {
            db.ChangeTracker.Clear();
        }
    }

    static bool AnotherWasFaster(PortalDb db) => db.Identities.AsNoTracking().Any();

    static async Task ForgetDeadLockAsync(PortalDb db, CancellationToken cancellation)
    {
        var tables = await db.Database
            .SqlQuery<string>($"SELECT name AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'")
            .ToListAsync(cancellation);
        if (tables.Count > 0) await db.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", cancellation);
    }
}
