namespace OutreachPortal.Tests.Support;

/// <summary>
/// The real files in the folder <c>shared</c> beside the repository; a test that needs them is skipped without it.
/// </summary>
internal static class SharedData
{
    public static string? Root { get; } = Find();

    /// <summary>A file or folder below <c>shared/data</c>.</summary>
    public static string At(string path)
    {
        var full = Root is null ? null : Path.Combine(Root, "data", path);
        Assert.SkipUnless(Path.Exists(full), $"../shared/data/{path} is not beside the repository.");
        return full!;
    }

    public static bool Has(string path) => Root is not null && Path.Exists(Path.Combine(Root, "data", path));

    static string? Find()
    {
        var shared = Path.Combine(Path.GetDirectoryName(Repository.Root) ?? "", "shared");
        return Directory.Exists(shared) ? shared : null;
    }
}
