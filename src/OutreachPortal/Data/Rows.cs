using System.Data.Common;
using System.Text;
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
    /// <summary>
    /// SQLite finds each parameter by going through the names of all: with thousands in one statement that is all it does.
    /// </summary>
    const int ValuesAtOnce = 400;

    /// <returns>How many were not there before.</returns>
    public static async Task<int> InsertAsync(
        PortalDb db, string table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows,
        CancellationToken cancellation)
    {
        var made = 0;
        foreach (var chunk in rows.Chunk(ValuesAtOnce / columns.Count))
        {
            made += await ExecuteAsync(
                db, $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ", chunk, " ON CONFLICT DO NOTHING",
                cancellation);
        }
        return made;
    }

    /// <summary>
    /// Runs a statement over a list of values, <paramref name="head"/> and <paramref name="tail"/> around them. As a
    /// table in FROM both databases name their columns <c>column1</c>, <c>column2</c> and so on.
    /// </summary>
    public static async Task<int> EachAsync(
        PortalDb db, string head, IReadOnlyList<object?[]> rows, string tail, CancellationToken cancellation)
    {
        var touched = 0;
        foreach (var chunk in rows.Count == 0 ? [] : rows.Chunk(ValuesAtOnce / rows[0].Length))
            touched += await ExecuteAsync(db, head, chunk, tail, cancellation);
        return touched;
    }

    /// <summary>An instant as its column holds it.</summary>
    public static long Column(Instant instant) => instant.ToUnixTimeTicks() / 10;

    public static object? Column(Instant? instant) => instant is { } at ? Column(at) : null;

    static async Task<int> ExecuteAsync(
        PortalDb db, string head, IReadOnlyList<object?[]> rows, string tail, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            command.CommandText = TextOf(command, head, rows, tail);
            return await command.ExecuteNonQueryAsync(cancellation);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    static string TextOf(DbCommand command, string head, IReadOnlyList<object?[]> rows, string tail)
    {
        var text = new StringBuilder(head);
        for (var row = 0; row < rows.Count; row++)
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
        return text.Append(tail).ToString();
    }
}
