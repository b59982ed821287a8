using Microsoft.EntityFrameworkCore;

namespace OutreachPortal.Data;

/// <summary>
/// Held by the one process that prepares a database while others that start at the same time wait. Any death releases
/// it: on SQLite it is a lock of the operating system on a file, on PostgreSQL one of the session.
/// </summary>
internal sealed class StartLock(IDbContextFactory<PortalDb> databases, DataDirectory directory)
{
    const long Key = 0x4F75_7472_6561_6368;

    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    public async Task<IAsyncDisposable> TakeAsync(CancellationToken cancellation)
    {
        var db = await databases.CreateDbContextAsync(cancellation);
        if (!db.Database.IsSqlite()) return await TakeOnPostgreSqlAsync(db, cancellation);
        await db.DisposeAsync();
        return await TakeFileAsync(cancellation);
    }

    async Task<FileStream> TakeFileAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(
                    directory.File("starting.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Directory.Exists(directory.Path))
            {
                await Task.Delay(Rest, cancellation);
            }
        }
    }

    static async Task<IAsyncDisposable> TakeOnPostgreSqlAsync(PortalDb db, CancellationToken cancellation)
    {
        try
        {
            await db.Database.OpenConnectionAsync(cancellation);
            while (!await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock({Key}) AS \"Value\"")
                .SingleAsync(cancellation))
            {
                await Task.Delay(Rest, cancellation);
            }
            return new HeldSession(db);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// A connection that goes back to the pool keeps its locks until it is used again: they are given back by name.
    /// </summary>
    sealed class HeldSession(PortalDb db) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Key})");
            await db.DisposeAsync();
        }
    }
}
