using System.Diagnostics;

namespace OutreachPortal.Tests.Support;

/// <summary>The portal as an operator starts it: a process of its own, with what it wrote and how it ended.</summary>
internal static class Executable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3); // of a machine that does much else

    public sealed record Ending(int Code, string Output, string Error);

    public static async Task<Ending> RunAsync(Plot plot, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = plot.Folder, UseShellExecute = false,
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "OutreachPortal.Web.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["Portal__DataDirectory"] = Path.Combine(plot.Folder, "data");
        start.Environment["Setup__Recipe"] = "minimal";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var end = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(end.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"\"{string.Join(' ', arguments)}\" did not end; it wrote: {await output}{await error}");
        }
        return new Ending(process.ExitCode, await output, await error);
    }
}
