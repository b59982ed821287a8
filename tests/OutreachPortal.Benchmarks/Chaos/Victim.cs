using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OutreachPortal.Data;
using OutreachPortal.Importing;
using OutreachPortal.Mail;
using OutreachPortal.Web;

namespace OutreachPortal.Benchmarks.Chaos;

/// <summary>A serving portal as a process of its own, which is killed without warning (SIGKILL).</summary>
sealed class Victim : IDisposable
{
    const string Up = "up";

    readonly Process _process;

    Victim(Process process) => _process = process;

    /// <param name="death">The commit after which it kills itself, before which if negative; 0 for none.</param>
    public static Victim Start(string witness, IReadOnlyList<string> settings, int minutesAhead = 0, int death = 0)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        foreach (var argument in new[] { typeof(Victim).Assembly.Location, "victim", witness, $"{minutesAhead}", $"{death}" }
                     .Concat(settings))
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        return new Victim(process);
    }

    /// <summary>What the process itself does: the front door, with the way to the witness as its transport.</summary>
    public static async Task<int> ServeAsync(string witness, string minutesAhead, string death, string[] settings)
    {
        var ahead = TimeSpan.FromMinutes(int.Parse(minutesAhead, CultureInfo.InvariantCulture));
        var at = int.Parse(death, CultureInfo.InvariantCulture);
        var end = new DeathAtCommit(Math.Abs(at), isBefore: at < 0);
        await using var app = FrontDoor.Build(settings, serving: true, services => services
            .Replace(ServiceDescriptor.Singleton<IMailTransport>(new AskedTransport(witness)))
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(new ClockAhead(ahead)))
            .ConfigureDbContext<PortalDb>(options => options.AddInterceptors(end)));
        await app.Services.GetRequiredService<SetUp>().RunAsync();
        await app.StartAsync();
        Console.WriteLine(Up);
        end.IsUp = at != 0;
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    /// <summary>False: it ended before.</summary>
    public async Task<bool> IsUpAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            if (line == Up) return true;
        return false;
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>False: it lives on.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan patience)
    {
        using var enough = new CancellationTokenSource(patience);
        await _process.WaitForExitAsync(enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return HasEnded;
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Does nothing for a while and then goes on as if nothing had been.</summary>
    public async Task StopAsync(TimeSpan pause)
    {
        await SignalAsync("STOP");
        await Task.Delay(pause);
        await SignalAsync("CONT");
    }

    async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public void Dispose() => _process.Dispose();

    sealed class ClockAhead(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}
