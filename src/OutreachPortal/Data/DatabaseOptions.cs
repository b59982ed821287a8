using System.ComponentModel.DataAnnotations;

namespace OutreachPortal.Data;

/// <summary>Section <c>Database</c> of the settings.</summary>
internal sealed class DatabaseOptions
{
    public const string Section = "Database";

    [EnumDataType(typeof(DatabaseProvider), ErrorMessage = "Database:Provider must be Sqlite or PostgreSql.")]
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>Empty with SQLite means a file in the data directory.</summary>
    public string? ConnectionString { get; set; }
}

internal enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
}
