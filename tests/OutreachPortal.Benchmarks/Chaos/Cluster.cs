using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace OutreachPortal.Benchmarks.Chaos;

/// <summary>
/// A PostgreSQL server of the program's own, which it can stop as a power cut would. The server refuses to run as root;
/// there it runs as Debian's user <c>postgres</c>.
/// </summary>
sealed class Cluster : IAsyncDisposable
{
    static readonly string s_programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending().Select(version => $"{version}/bin").First()
        : "/usr/bin";

    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    readonly string _folder = Directory.CreateTempSubdirectory("chaos-cluster-").FullName;
    readonly int _port = FreePort();
    readonly SemaphoreSlim _hand = new(1);

    public string Connection => $"Host=127.0.0.1;Port={_port};Username=chaos;Database=postgres;Maximum Pool Size=40";

    public static async Task<Cluster> OpenAsync()
    {
        var cluster = new Cluster();
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "postgres", cluster._folder);
        await AsServerAsync("initdb", "-D", cluster._folder, "-U", "chaos", "-A", "trust", "-E", "UTF8", "--no-locale");
        await cluster.StartAsync();
        return cluster;
    }

    /// <summary>Down without a checkpoint, all connections broken, and up again.</summary>
    public async Task CrashAsync()
    {
        await _hand.WaitAsync();
        try
        {
            await AsServerAsync("pg_ctl", "-D", _folder, "-m", "immediate", "-w", "stop");
            await StartAsync();
        }
        finally
        {
            _hand.Release();
        }
    }

    /// <summary>
    /// Kills the process of the server that is just committing something, of which nobody knows then whether it was; the
    /// server ends all its connections and begins anew by itself.
    /// </summary>
    /// <returns>False: nobody committed anything for a second.</returns>
    public async Task<bool> CutCommitAsync()
    {
        await _hand.WaitAsync();
        try
        {
            await using var server = new NpgsqlConnection(Connection + ";Pooling=false");
            await server.OpenAsync();
            var started = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(started) < s_patience)
            {
                await using var question = new NpgsqlCommand(
                    "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query ILIKE 'commit%' LIMIT 1", server);
                if (await question.ExecuteScalarAsync() is not int process || !TryKill(process)) continue;
                await WaitUntilUpAsync();
                return true;
            }
            return false;
        }
        finally
        {
            _hand.Release();
        }
    }

    /// <summary>False: it has ended by itself.</summary>
    static bool TryKill(int process)
    {
        try
        {
            Process.GetProcessById(process).Kill();
            return true;
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    async Task WaitUntilUpAsync()
    {
        while (true)
        {
            await Task.Delay(100);
            try
            {
                await using var server = new NpgsqlConnection(Connection + ";Pooling=false");
                await server.OpenAsync();
                return;
            }
            catch (NpgsqlException)
            {
                // It is still beginning.
            }
        }
    }

    /// <summary>Whether heaps and indexes agree.</summary>
    public Task CheckAsync() => AsServerAsync(
        "pg_amcheck", "-h", "127.0.0.1", "-p", $"{_port}", "-U", "chaos", "-d", "postgres", "--install-missing");

    Task StartAsync() => AsServerAsync(
        "pg_ctl", "-D", _folder, "-l", $"{_folder}/log", "-w", "-t", "60",
        "-o", $"-p {_port} -k {_folder} -c listen_addresses=127.0.0.1 -c max_connections=200", "start");

    static Task AsServerAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("runuser", ["-u", "postgres", "--", $"{s_programs}/{program}", .. arguments])
        : RunAsync($"{s_programs}/{program}", arguments);

    static async Task RunAsync(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = Path.GetTempPath(), ArgumentList = { "-c", "exec \"$@\" >/dev/null", "sh", program },
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _hand.Dispose();
        await AsServerAsync("pg_ctl", "-D", _folder, "-m", "fast", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }
}
