namespace OutreachPortal.Tests.Support;

/// <summary>The databases that every test of data runs on.</summary>
public static class Databases
{
    public const string Sqlite = "Sqlite";
    public const string PostgreSql = "PostgreSql";

    /// <summary>Connection string of a server on which tests may create databases.</summary>
    public const string ServerVariable = "TEST_POSTGRES";

    public static TheoryData<string> All => [Sqlite, PostgreSql];

    internal static string? Server =>
        Environment.GetEnvironmentVariable(ServerVariable) is { Length: > 0 } server ? server : null;
}
