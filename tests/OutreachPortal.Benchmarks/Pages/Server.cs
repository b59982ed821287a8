using System.Diagnostics;
using System.Globalization;

namespace OutreachPortal.Benchmarks.Pages;

/// <summary>A server as a process of its own on the first core, and what can be seen of it from outside.</summary>
internal sealed class Server : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    static readonly HttpClient Client = new();

    readonly Process _process;

    Server(Process process, TimeSpan firstAnswer) => (_process, FirstAnswer) = (process, firstAnswer);

    /// <summary>From starting the process to the whole first page.</summary>
    public TimeSpan FirstAnswer { get; }

    public long ResidentMegabytes => long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) >> 10;

    /// <summary>What the process has computed so far, in seconds of one core: the same however busy the machine is.</summary>
    public double ComputedSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    public static async Task<Server> StartAsync(bool pinned, string first, params string[] command)
    {
        string[] all = [.. pinned ? ["taskset", "-c", "0"] : Array.Empty<string>(), "dotnet", .. command];
        var start = new ProcessStartInfo(all[0]) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in all[1..]) start.ArgumentList.Add(argument);
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        while (!await AnswersAsync(first))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
                throw new InvalidOperationException($"{string.Join(' ', all)} does not answer {first}.");
            await Task.Delay(5);
        }

        return new Server(process, Stopwatch.GetElapsedTime(started));
    }

    static async Task<bool> AnswersAsync(string address)
    {
        try
        {
            using var answer = await Client.GetAsync(address);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
