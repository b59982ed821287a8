using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace OutreachPortal.Data;

/// <summary>
/// A copy of the whole database as of one moment, taken while others read and write, and put back. What goes wrong in
/// the world is an <see cref="IOException"/> with its sentence.
/// </summary>
internal sealed class Backup(IDbContextFactory<PortalDb> databases, Migrator migrator)
{
    public async Task WriteAsync(string file, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (db.Database.IsSqlite()) await db.Database.ExecuteSqlAsync($"VACUUM INTO {file}", cancellation);
        else await RunAsync("pg_dump", db, ["--format=custom", $"--file={file}"], cancellation);
    }

    /// <summary>Whether there is anything that putting a copy back would take away.</summary>
    public async Task<bool> HasDataAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Database.CanConnectAsync(cancellation)
            && (await db.Database.GetAppliedMigrationsAsync(cancellation)).Any()
            && await db.Identities.AnyAsync(cancellation);
    }

    /// <summary>PostgreSQL: whether another connection than ours is open on the database.</summary>
    public async Task<bool> IsInUseAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (db.Database.IsSqlite() || !await db.Database.CanConnectAsync(cancellation)) return false;
        NpgsqlConnection.ClearAllPools(); // what rests in our own pool is nobody
        await db.Database.OpenConnectionAsync(cancellation);
        var others = await db.Database.SqlQuery<long>(
            $"""
            SELECT count(*) AS "Value" FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
                AND backend_type = 'client backend'
            """).SingleAsync(cancellation);
        return others > 0;
    }

    /// <summary>
    /// Puts a copy in the place of what is there, brings its schema up to date and gives it a new id: an index that was
    /// made of the other database is made anew.
    /// </summary>
    public async Task RestoreAsync(string file, CancellationToken cancellation)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellation))
        {
            if (db.Database.IsSqlite()) await ReplaceFileAsync(file, db, cancellation);
            else await ReplaceTablesAsync(file, db, cancellation);
        }
        await migrator.MigrateAsync(cancellation);
        await using var restored = await databases.CreateDbContextAsync(cancellation);
        await restored.Identities.ExecuteUpdateAsync(
            row => row.SetProperty(identity => identity.Id, Guid.CreateVersion7()), cancellation);
    }

    static async Task ReplaceFileAsync(string file, PortalDb db, CancellationToken cancellation)
    {
        await CheckFileAsync(file, cancellation);
        var target = Path.GetFullPath(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource);
        SqliteConnection.ClearAllPools();
        var beside = $"{target}.restoring";
        File.Copy(file, beside, overwrite: true);
        // The log belongs to the file that goes: beside the new one it would be read into it.
        File.Delete($"{target}-wal");
        File.Delete($"{target}-shm");
        File.Move(beside, target, overwrite: true);
    }

    static async Task CheckFileAsync(string file, CancellationToken cancellation)
    {
        try
        {
            await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false,
            }.ToString());
            await copy.OpenAsync(cancellation);
            await using var command = copy.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM database_identity; PRAGMA quick_check";
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.NextResultAsync(cancellation);
            if (await reader.ReadAsync(cancellation) && reader.GetString(0) == "ok") return;
        }
        catch (SqliteException)
        {
            // The sentence below says it.
        }
        throw new IOException($"{file} is no whole backup of a portal; nothing was changed.");
    }

    static async Task ReplaceTablesAsync(string file, PortalDb db, CancellationToken cancellation)
    {
        await RunAsync("pg_restore", null, ["--list", file], cancellation); // readable, before anything goes
        NpgsqlConnection.ClearAllPools();
        await RunAsync(
            "pg_restore", db, ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", file],
            cancellation);
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>PostgreSQL's own programs know its format best; the password goes by the environment.</summary>
    static async Task RunAsync(string program, PortalDb? db, string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false,
        };
        if (db is not null) Address(start, new(db.Database.GetConnectionString()));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            var said = process.StandardOutput.ReadToEndAsync(cancellation);
            var complaint = await process.StandardError.ReadToEndAsync(cancellation);
            await said;
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0)
                throw new IOException($"{program} failed: {complaint.Split('\n')[0].Trim()}");
        }
        catch (Win32Exception missing)
        {
            throw new IOException(
                $"{program} of PostgreSQL is not installed here; it is what copies that database.", missing);
        }
    }

    static void Address(ProcessStartInfo start, NpgsqlConnectionStringBuilder target)
    {
        start.Environment["PGHOST"] = target.Host;
        start.Environment["PGPORT"] = target.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = target.Username;
        start.Environment["PGPASSWORD"] = target.Password;
        start.Environment["PGDATABASE"] = target.Database;
        if (start.FileName == "pg_restore") start.ArgumentList.Add($"--dbname={target.Database}");
    }
}
