using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;

namespace OutreachPortal.Benchmarks.Chaos;

/// <summary>
/// Is a letter lost, or does one arrive twice, when serving processes are killed at random moments while people
/// publish, subscribe and unsubscribe? What was acknowledged is kept outside the portal, what arrived by a provider
/// that nobody kills. Arguments: faults, people, and <c>postgres</c> for two portals on a server of the program's own,
/// where portals are also paused, the server crashes, commits are cut off and one clock is wrong. SIGTERM ends the faults early and goes on to the verdict.
/// </summary>
sealed class ChaosBench : IAsyncDisposable
{
    /// <summary>Minutes by which the clock of the second machine is wrong.</summary>
    const int SecondIsAhead = 10;

    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    readonly CancellationTokenSource _enough = new();
    readonly string _folder = Directory.CreateTempSubdirectory("chaos-").FullName;
    readonly Harm _harm = new();
    readonly Witness _witness;
    readonly Cluster? _cluster;
    Desk _desk = null!;

    ChaosBench(Witness witness, Cluster? cluster) => (_witness, _cluster) = (witness, cluster);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var faults = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000;
        var people = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 200;
        var cluster = arguments.Contains("postgres") ? await Cluster.OpenAsync() : null;
        await using var bench = new ChaosBench(await Witness.OpenAsync(), cluster);
        using var enough = PosixSignalRegistration.Create(PosixSignal.SIGTERM, bench.StopHarming);
        bench._desk = await Desk.OpenAsync(bench.Settings("desk"), people);
        await bench.HarmAsync(faults);
        return await bench.JudgeAsync() ? 0 : 1;
    }

    void StopHarming(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _enough.Cancel();
    }

    string[] Settings(string machine) =>
    [
        $"--Portal:DataDirectory={FolderOf(_cluster is null ? "one" : machine)}",
        .. _cluster is null
            ? Array.Empty<string>()
            : ["--Database:Provider=PostgreSql", $"--Database:ConnectionString={_cluster.Connection}"],
        "--urls=http://127.0.0.1:0", "--Setup:Recipe=minimal", "--Mail:LeaseSeconds=5", "--Mail:CallSeconds=1",
        "--Mail:Batch=20", "--Logging:LogLevel:Default=None",
    ];

    string FolderOf(string machine) => Directory.CreateDirectory(Path.Combine(_folder, machine)).FullName;

    /// <summary>Portals come up, work for a moment, and meet their fault; the desk goes on meanwhile.</summary>
    async Task HarmAsync(int faults)
    {
        var started = Stopwatch.GetTimestamp();
        using var end = new CancellationTokenSource();
        var desk = _desk.WorkAsync(end.Token);
        await Task.WhenAll(Enumerable.Range(0, _cluster is null ? 1 : 2).Select(i =>
            new Machine(_witness.Address, Settings($"portal{i}"), _cluster, _harm, minutesAhead: i * SecondIsAhead)
                .HarmAsync(faults, _enough.Token)));
        await end.CancelAsync();
        await desk;
        Console.WriteLine($"{_harm} in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s; "
            + $"{_witness.Taken.Count} letters had left by then");
    }

    /// <summary>
    /// One portal that is left alone brings everything to its end; then the witnesses are compared. Its clock is ten
    /// minutes ahead: what waits for the end of ten minutes is due at once.
    /// </summary>
    async Task<bool> JudgeAsync()
    {
        var started = Stopwatch.GetTimestamp();
        using var last = Victim.Start(_witness.Address, Settings("portal0"), minutesAhead: 10);
        if (!await last.IsUpAsync()) throw new InvalidOperationException("The last portal did not start.");
        var open = await WaitUntilQuietAsync();
        await last.KillAsync();
        Console.WriteLine($"quiet after {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s; left open: {open}");
        var said = _desk.Said;
        var verdict = await _desk.AskAsync(db => ChaosVerdict.OfAsync(db, said, _witness));
        Console.WriteLine($"{_harm.Done} faults, {said.Published.Count} notices, {said.Subscribed.Count} people, "
            + $"{said.Ended.Count} unsubscribed, {_witness.Taken.Count} letters: {verdict}");
        return await IsSoundAsync() && verdict.IsClean && open.IsNothing;
    }

    /// <summary>Until nothing is open, or nothing has moved for a while: a fault that must show, not hang.</summary>
    async Task<OpenWork> WaitUntilQuietAsync()
    {
        var (last, since) = (OpenWork.Nothing, Stopwatch.GetTimestamp());
        while (true)
        {
            await Task.Delay(1_000);
            var open = await _desk.AskAsync(OpenWork.OfAsync);
            if (open.IsNothing || (open == last && Stopwatch.GetElapsedTime(since) > s_patience)) return open;
            if (open != last) (last, since) = (open, Stopwatch.GetTimestamp());
        }
    }

    /// <summary>The database's own check of its files.</summary>
    async Task<bool> IsSoundAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.CheckAsync();
            return true;
        }
        var word = await _desk.AskAsync(db =>
            db.Database.SqlQuery<string>($"SELECT integrity_check AS \"Value\" FROM pragma_integrity_check").FirstAsync());
        Console.WriteLine($"integrity: {word}");
        return word == "ok";
    }

    public async ValueTask DisposeAsync()
    {
        _enough.Dispose();
        await _desk.DisposeAsync();
        await _witness.DisposeAsync();
        if (_cluster is not null) await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
