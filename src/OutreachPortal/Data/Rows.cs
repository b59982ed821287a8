using System.Data.Common;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;

namespace OutreachPortal.Data;

/// <summary>
/// Many rows in few statements, in the transaction under way. What a unique index refuses is there already and left
/// alone: doing the same again changes nothing, which a change tracker cannot say.
/// </summary>
internal static class Rows
{
    const int RowsAtOnce = 1_000;
    const int ValuesAtOnce = 4_000;

    /// <returns>How many were not there before.</returns>
    public static Task<int> InsertAsync(
        PortalDb db, string table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows,
        CancellationToken cancellation) =>
        EachAsync(
            db, $"INSERT INTO {table} ({string.Join(", ", columns)}) ", rows, " ON CONFLICT DO NOTHING", cancellation);

    /// <summary>
    /// Runs a statement over a list of values: they are a query between <paramref name="head"/> and
    /// <paramref name="tail"/>, its columns named <c>column1</c>, <c>column2</c> and so on.
    /// </summary>
    public static async Task<int> EachAsync(
        PortalDb db, string head, IReadOnlyList<object?[]> rows, string tail, CancellationToken cancellation)
    {
        if (rows.Count == 0) return 0;
        var (touched, atOnce) = (0, db.Database.IsSqlite() ? RowsAtOnce : ValuesAtOnce / rows[0].Length);
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            foreach (var chunk in rows.Chunk(atOnce))
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
                command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
                var query = db.Database.IsSqlite() ? OfJson(command, chunk) : OfParameters(command, chunk);
                command.CommandText = $"{head}{query}{tail}";
                touched += await command.ExecuteNonQueryAsync(cancellation);
            }
            return touched;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>An instant as its column holds it.</summary>
    public static long Column(Instant instant) => instant.ToUnixTimeTicks() / 10;

    public static object? Column(Instant? instant) => instant is { } at ? Column(at) : null;

    /// <summary>
    /// SQLite finds each parameter by going through the names of all: with thousands in one statement that is all it
    /// does. One that holds them all is quicker. The limit that is none has the list made first and each of its rows
    /// looked up; without it SQLite may go through the list for each row of a table.
    /// </summary>
    static string OfJson(DbCommand command, object?[][] rows)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@rows";
        parameter.Value = JsonSerializer.Serialize(rows.Select(row => row.Select(AsText)));
        command.Parameters.Add(parameter);
        var columns = rows[0].Select((_, place) => $"value ->> {place} AS column{place + 1}");
        return $"SELECT {string.Join(", ", columns)} FROM json_each(@rows) LIMIT -1";
    }

    /// <summary>As SQLite keeps it.</summary>
    static object? AsText(object? value) => value is Guid id ? id.ToString().ToUpperInvariant() : value;

    static string OfParameters(DbCommand command, object?[][] rows)
    {
        var text = new StringBuilder("VALUES ");
        for (var row = 0; row < rows.Length; row++)
        {
            text.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < rows[row].Length; column++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{command.Parameters.Count}";
                parameter.Value = rows[row][column] ?? DBNull.Value;
                command.Parameters.Add(parameter);
                text.Append(column == 0 ? "" : ", ").Append(parameter.ParameterName);
            }
            text.Append(')');
        }
        return text.ToString();
    }
}
