using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OutreachPortal.Benchmarks.Pages;

/// <summary>wrk on the second core: 32 connections that each ask again as soon as they are answered.</summary>
internal sealed partial class Load(string folder)
{
    public int Seconds { get; init; } = 5;

    /// <summary>Answers a second; every answer must be a good one.</summary>
    public async Task<(double Rate, long Answers)> RunAsync(string host, IReadOnlyList<string> paths, string encoding)
    {
        var script = Path.Combine(folder, "paths.lua");
        await File.WriteAllTextAsync(script, ScriptOf(paths));
        var start = new ProcessStartInfo("taskset") { RedirectStandardOutput = true, UseShellExecute = false };
        string[] arguments =
        [
            "-c", "1", "wrk", "-t1", "-c32", $"-d{Seconds}s", "-H", $"Accept-Encoding: {encoding}",
            .. paths.Count > 1 ? ["-s", script] : Array.Empty<string>(), host + paths[0],
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var wrk = Process.Start(start)!;
        var said = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (said.Contains("Non-2xx", StringComparison.Ordinal) || !Rate().IsMatch(said)) throw new InvalidOperationException(said);
        return (
            double.Parse(Rate().Match(said).Groups["rate"].Value, CultureInfo.InvariantCulture),
            long.Parse(Count().Match(said).Groups["count"].Value, CultureInfo.InvariantCulture));
    }

    static string ScriptOf(IReadOnlyList<string> paths) =>
        $$"""
        local paths = { {{string.Join(", ", paths.Select(path => $"\"{path}\""))}} }
        local at = 0
        request = function()
          at = at % #paths + 1
          return wrk.format(nil, paths[at])
        end
        """;

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[\d.]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"(?<count>\d+) requests in", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Count();
}
