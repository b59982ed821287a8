using System.Diagnostics;

namespace OutreachPortal.Benchmarks.Chaos;

/// <summary>What was done to the portals, by kind.</summary>
sealed class Harm
{
    int _kills;
    int _deaths;
    int _stops;
    int _crashes;
    int _cuts;
    int _fallen;

    public int Done => _kills + _deaths + _stops + _crashes + _cuts;

    public void Killed() => Count(ref _kills);

    public void Died() => Count(ref _deaths);

    public void Stopped() => Count(ref _stops);

    public void Crashed() => Count(ref _crashes);

    public void Cut() => Count(ref _cuts);

    /// <summary>A portal ended by itself, as one does that finds no server while it starts.</summary>
    public void Fell() => Interlocked.Increment(ref _fallen);

    void Count(ref int of)
    {
        Interlocked.Increment(ref of);
        if (Done % 100 == 0) Console.WriteLine($"{Done} faults so far");
    }

    public override string ToString() => $"{_kills} kills, {_deaths} deaths at a commit, {_stops} stops, "
        + $"{_crashes} crashes of the server, {_cuts} commits cut off, {_fallen} portals that ended by themselves";
}

/// <summary>
/// One machine on which portals come up, work for a moment, and meet a fault. One in three dies just before or after one
/// of its first twenty commits. Of the others on PostgreSQL one in five meets a pause, a crash of the server or the end of
/// a server's process in the middle of a commit, which it should live through; all else are kills.
/// </summary>
/// <param name="minutesAhead">By how much the machine's clock is wrong.</param>
sealed class Machine(string witness, string[] settings, Cluster? cluster, Harm harm, int minutesAhead)
{
    /// <summary>In this time a portal with work to do commits twenty times.</summary>
    static readonly TimeSpan s_commits = TimeSpan.FromSeconds(5);

    public async Task HarmAsync(int faults, CancellationToken enough)
    {
        while (harm.Done < faults && !enough.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            var death = Random.Shared.Next(3) == 0 ? Random.Shared.Next(1, DeathAtCommit.Last + 1) : 0;
            using var victim = Victim.Start(
                witness, settings, minutesAhead, death: Random.Shared.Next(2) == 0 ? death : -death);
            if ((death > 0 || Random.Shared.Next(10) > 0) && !await victim.IsUpAsync()) harm.Fell();
            else if (death > 0 && await victim.EndsWithinAsync(s_commits)) harm.Died();
            else await LiveAsync(victim, Stopwatch.GetElapsedTime(started));
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
            if (fault < 92) await StopAsync(victim);
            else if (fault < 96) await CrashAsync();
            else await CutAsync();
        }
    }

    /// <summary>One pause in four is longer than a lease of letters: somebody else has them by then.</summary>
    async Task StopAsync(Victim victim)
    {
        await victim.StopAsync(Random.Shared.Next(4) == 0
            ? TimeSpan.FromSeconds(8)
            : TimeSpan.FromSeconds(0.3 + (0.7 * Random.Shared.NextDouble())));
        harm.Stopped();
    }

    async Task CrashAsync()
    {
        await cluster!.CrashAsync();
        harm.Crashed();
    }

    async Task CutAsync()
    {
        if (await cluster!.CutCommitAsync()) harm.Cut();
    }

    /// <summary>
    /// As long as it took to start, give or take, so that on any machine some die before their first letter, most
    /// among their letters, and some idle.
    /// </summary>
    static TimeSpan LifeOf(TimeSpan start) => TimeSpan.FromSeconds(0.2 + (1.5 * Random.Shared.NextDouble()))
        + (start * 0.5 * Random.Shared.NextDouble());
}
