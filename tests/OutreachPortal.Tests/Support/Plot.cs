using Npgsql;

namespace OutreachPortal.Tests.Support;

/// <summary>
/// The ground a house stands on: a data directory of its own and, on PostgreSQL, a database of its own. Houses may be
/// built on it one after the other, or several at once, as processes share a database.
/// </summary>
internal sealed class Plot : IAsyncDisposable
{
    readonly string? _database;

    Plot(string provider, string? database, string? connectionString)
    {
        (Provider, _database, ConnectionString) = (provider, database, connectionString);
        Folder = Directory.CreateTempSubdirectory("house-").FullName;
    }

    public string Provider { get; }

    public string Folder { get; }

    /// <summary>Null with SQLite: the file is in the folder.</summary>
    public string? ConnectionString { get; }

    public static async Task<Plot> OfAsync(string provider = Databases.Sqlite)
    {
        if (provider == Databases.Sqlite) return new Plot(provider, null, null);
        Assert.SkipWhen(Databases.Server is null, $"{Databases.ServerVariable} names no PostgreSQL server.");
        var database = $"house_{Guid.NewGuid():N}";
        await OnServerAsync($"CREATE DATABASE {database}");
        var own = new NpgsqlConnectionStringBuilder(Databases.Server) { Database = database, MaxPoolSize = 20 };
        return new Plot(provider, database, own.ToString());
    }

    /// <summary>The same ground with another data directory: what a second machine sees.</summary>
    public IReadOnlyList<string> Settings(string? folder = null) =>
    [
        $"--Portal:DataDirectory={folder ?? Folder}",
        $"--Database:Provider={Provider}",
        .. ConnectionString is null ? Array.Empty<string>() : [$"--Database:ConnectionString={ConnectionString}"],
        "--Logging:LogLevel:Default=Error",
        "--Logging:LogLevel:Microsoft.AspNetCore=Error",
        "--Logging:LogLevel:Microsoft.EntityFrameworkCore=None",
    ];

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await using (var own = new NpgsqlConnection(ConnectionString)) NpgsqlConnection.ClearPool(own);
            await OnServerAsync($"DROP DATABASE IF EXISTS {_database} WITH (FORCE)");
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    static async Task OnServerAsync(string statement)
    {
        await using var source = NpgsqlDataSource.Create(Databases.Server!);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}
