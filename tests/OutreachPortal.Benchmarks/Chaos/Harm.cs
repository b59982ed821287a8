using System.Diagnostics;

namespace OutreachPortal.Benchmarks.Chaos;

/// <summary>What was done to the portals, by kind.</summary>
sealed class Harm
{
    int _kills;
    int _stops;
    int _crashes;
    int _fallen;

    public int Done => _kills + _stops + _crashes;

    public void Killed() => Count(ref _kills);

    public void Stopped() => Count(ref _stops);

    public void Crashed() => Count(ref _crashes);

    /// <summary>A portal ended by itself, as one does that finds no server while it starts.</summary>
    public void Fell() => Interlocked.Increment(ref _fallen);

    void Count(ref int of)
    {
        Interlocked.Increment(ref of);
        if (Done % 100 == 0) Console.WriteLine($"{Done} faults so far");
    }

    public override string ToString() => $"{_kills} kills, {_stops} stops, {_crashes} crashes of the server, "
        + $"{_fallen} portals that ended by themselves";
}

/// <summary>
/// One machine on which portals come up, work for a moment, and meet a fault. On PostgreSQL that is a kill four times in
/// five, otherwise a pause or a crash of the server, which the portal should live through.
/// </summary>
sealed class Machine(string witness, string[] settings, Cluster? cluster, Harm harm)
{
    public async Task HarmAsync(int faults, CancellationToken enough)
    {
        while (harm.Done < faults && !enough.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            using var victim = Victim.Start(witness, settings);
            if (Random.Shared.Next(10) > 0 && !await victim.IsUpAsync())
            {
                harm.Fell();
                continue;
            }
            await LiveAsync(victim, Stopwatch.GetElapsedTime(started));
        }
    }

    async Task LiveAsync(Victim victim, TimeSpan start)
    {
        while (true)
        {
            await Task.Delay(LifeOf(start));
            if (victim.HasEnded)
            {
                harm.Fell();
                return;
            }
            var fault = cluster is null ? 0 : Random.Shared.Next(100);
            if (fault < 80)
            {
                await victim.KillAsync();
                harm.Killed();
                return;
            }
            if (fault < 94) await StopAsync(victim);
            else await CrashAsync();
        }
    }

    /// <summary>One pause in four is three times as long as a lease of letters: somebody else has them by then.</summary>
    async Task StopAsync(Victim victim)
    {
        await victim.StopAsync(Random.Shared.Next(4) == 0
            ? TimeSpan.FromSeconds(6)
            : TimeSpan.FromSeconds(0.3 + (0.7 * Random.Shared.NextDouble())));
        harm.Stopped();
    }

    async Task CrashAsync()
    {
        await cluster!.CrashAsync();
        harm.Crashed();
    }

    /// <summary>
    /// As long as it took to start, give or take, so that on any machine some die before their first letter, most
    /// among their letters, and some idle.
    /// </summary>
    static TimeSpan LifeOf(TimeSpan start) => TimeSpan.FromSeconds(0.2 + (1.5 * Random.Shared.NextDouble()))
        + (start * 0.5 * Random.Shared.NextDouble());
}
