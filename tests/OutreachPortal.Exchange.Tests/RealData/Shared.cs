namespace OutreachPortal.Exchange.Tests;

/// <summary>The real files beside the repository; a test that wants them skips where they are absent.</summary>
static class Shared
{
    public static string Data(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OutreachPortal.sln")))
            folder = folder.Parent;
        var data = Path.Combine(folder?.Parent?.FullName ?? "", "shared", "data", path);
        if (!Path.Exists(data)) Assert.Skip($"The real data is not beside the repository: {data}");
        return data;
    }
}
