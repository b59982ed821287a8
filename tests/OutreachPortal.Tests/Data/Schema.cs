using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using OutreachPortal.Data;

namespace OutreachPortal.Tests.Data;

/// <summary>
/// A schema as sorted sentences, one for each column, key, reference and index: once as the model wants it, once as the
/// catalogue of the database tells it.
/// </summary>
internal static class Schema
{
    public static IReadOnlyList<string> OfModel(PortalDb db) =>
        Sorted(db.Model.GetRelationalModel().Tables.SelectMany(SentencesOf));

    public static async Task<IReadOnlyList<string>> OfDatabaseAsync(PortalDb db) =>
        Sorted(await db.Database
            .SqlQueryRaw<string>(db.Database.IsSqlite() ? SqliteCatalogue : PostgreSqlCatalogue).ToListAsync());

    static List<string> Sorted(IEnumerable<string> sentences) => [.. sentences.Order(StringComparer.Ordinal)];

    static IEnumerable<string> SentencesOf(ITable table)
    {
        foreach (var column in table.Columns)
            yield return $"{table.Name}.{column.Name} {column.StoreType.ToLowerInvariant()}"
                + (column.IsNullable ? "" : " not null");
        yield return $"{table.Name} key ({Names(table.PrimaryKey!.Columns)})";
        foreach (var key in table.ForeignKeyConstraints)
        {
            yield return $"{table.Name} ({Names(key.Columns)}) "
                + $"refers to {key.PrincipalTable.Name} ({Names(key.PrincipalColumns)})"
                + (key.OnDeleteAction == ReferentialAction.Restrict ? " restrict" : $" {key.OnDeleteAction}");
        }
        foreach (var index in table.Indexes)
            yield return $"{table.Name} index {index.Name} ({Names(index.Columns)}){(index.IsUnique ? " unique" : "")}";
    }

    static string Names(IEnumerable<IColumn> columns) => string.Join(", ", columns.Select(column => column.Name));

    const string SqliteCatalogue = """
        WITH tables AS (
            SELECT name FROM sqlite_master
            WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\_\_EF%' ESCAPE '\')
        SELECT t.name || '.' || c.name || ' ' || lower(c.type)
            || CASE WHEN c."notnull" THEN ' not null' ELSE '' END AS "Value"
        FROM tables t, pragma_table_info(t.name) c
        UNION ALL
        SELECT t.name || ' key (' || group_concat(c.name, ', ' ORDER BY c.pk) || ')'
        FROM tables t, pragma_table_info(t.name) c WHERE c.pk > 0 GROUP BY t.name
        UNION ALL
        SELECT t.name || ' (' || group_concat(f."from", ', ' ORDER BY f.seq) || ') refers to ' || f."table"
            || ' (' || group_concat(f."to", ', ' ORDER BY f.seq) || ') ' || lower(f.on_delete)
        FROM tables t, pragma_foreign_key_list(t.name) f GROUP BY t.name, f.id
        UNION ALL
        SELECT t.name || ' index ' || i.name
            || ' (' || (SELECT group_concat(k.name, ', ' ORDER BY k.seqno) FROM pragma_index_info(i.name) k)
            || ')' || CASE WHEN i."unique" THEN ' unique' ELSE '' END
        FROM tables t, pragma_index_list(t.name) i WHERE i.origin = 'c'
        """;

    const string PostgreSqlCatalogue = """
        SELECT table_name || '.' || column_name || ' ' || data_type
            || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END AS "Value"
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\_\_EF%'
        UNION ALL
        SELECT r.relname || ' key (' || (SELECT string_agg(a.attname, ', ' ORDER BY k.n)
            FROM unnest(c.conkey) WITH ORDINALITY k(num, n)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num) || ')'
        FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
        WHERE c.contype = 'p' AND c.connamespace = 'public'::regnamespace AND r.relname NOT LIKE '\_\_EF%'
        UNION ALL
        SELECT r.relname || ' (' || (SELECT string_agg(a.attname, ', ' ORDER BY k.n)
            FROM unnest(c.conkey) WITH ORDINALITY k(num, n)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num) || ') refers to ' || p.relname
            || ' (' || (SELECT string_agg(a.attname, ', ' ORDER BY k.n) FROM unnest(c.confkey) WITH ORDINALITY k(num, n)
            JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.num) || ')'
            || CASE c.confdeltype WHEN 'r' THEN ' restrict' ELSE ' ' || c.confdeltype::text END
        FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid JOIN pg_class p ON p.oid = c.confrelid
        WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
        UNION ALL
        SELECT r.relname || ' index ' || i.relname || ' (' || (SELECT string_agg(a.attname, ', ' ORDER BY k.n)
            FROM unnest(x.indkey) WITH ORDINALITY k(num, n)
            JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.num)
            || ')' || CASE WHEN x.indisunique THEN ' unique' ELSE '' END
        FROM pg_index x JOIN pg_class r ON r.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
        WHERE NOT x.indisprimary AND r.relnamespace = 'public'::regnamespace AND r.relname NOT LIKE '\_\_EF%'
        """;
}
