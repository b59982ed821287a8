using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OutreachPortal.Data;

/// <summary>
/// What every SQLite connection is told: write-ahead log (readers never wait for the writer), full synchronisation (an
/// acknowledged commit survives a power cut), ten seconds of patience when another process writes.
/// </summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    public static readonly SqliteSettings Instance = new();

    const string Patience = "PRAGMA busy_timeout=10000;";
    const string Pragmas = $"{Patience} PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = PragmasFor(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = PragmasFor(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// EF Core looks whether a file is there by opening it to read;
    /// a copy that has no log yet must not be given one then.
    /// </summary>
    static string PragmasFor(DbConnection connection) =>
        connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.OrdinalIgnoreCase) ? Patience : Pragmas;
}
