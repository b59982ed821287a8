using System.Diagnostics;
using NodaTime;

namespace OutreachPortal.Data;

/// <summary>
/// One lease as its holder keeps it: prolonged now and then and not with every breath, so that whoever has nothing to
/// do writes nothing; and from beside the work, so that neither long work nor a busy machine loses it. Who found it
/// taken asks again after a while.
/// </summary>
internal sealed class Tenure(Leases leases, TimeProvider clock, string name)
{
    /// <summary>What another machine waits at most when one is switched off.</summary>
    static readonly Duration Term = Duration.FromSeconds(15);

    static readonly Duration ProlongAfter = Duration.FromSeconds(6);
    static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(2);

    /// <summary>Work that has said nothing for so long is stuck, and another process may have it.</summary>
    static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(5);

    volatile Answer? _answer;
    long _heard;

    public string Name => name;

    /// <summary>Whether this process is the one.</summary>
    public async Task<bool> KeepAsync(PortalDb db, CancellationToken cancellation)
    {
        Volatile.Write(ref _heard, Stopwatch.GetTimestamp());
        var last = _answer;
        if (last is { IsOurs: true } && IsFresh(last)) return true;
        if (last is { IsOurs: false } && Stopwatch.GetElapsedTime(last.Asked) < AskAgainAfter) return false;
        return await AskAsync(db, cancellation);
    }

    /// <summary>From beside the work, every few seconds: what is held stays held while the work is under way.</summary>
    public async Task BeatAsync(PortalDb db, CancellationToken cancellation)
    {
        if (_answer is not { IsOurs: true }) return;
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _heard)) > LongestSilence) return;
        await AskAsync(db, cancellation);
    }

    /// <summary>
    /// In the middle of long work: goes on holding it, even late, where nobody else has taken it meanwhile.
    /// </summary>
    public async Task ProlongAsync(PortalDb db, CancellationToken cancellation)
    {
        if (!await KeepAsync(db, cancellation)) throw new LeaseLost(name);
    }

    /// <summary>
    /// For a transaction that writes what only the holder may; whoever slept past the end writes nothing.
    /// </summary>
    public async Task HoldAsync(PortalDb db, CancellationToken cancellation)
    {
        if (await leases.HoldAsync(db, name, cancellation)) return;
        _answer = null;
        throw new LeaseLost(name);
    }

    public async Task GiveUpAsync(PortalDb db, CancellationToken cancellation)
    {
        if (_answer is not { IsOurs: true }) return;
        _answer = null;
        await leases.ReleaseAsync(db, name, cancellation);
    }

    async Task<bool> AskAsync(PortalDb db, CancellationToken cancellation)
    {
        var (asked, now) = (Stopwatch.GetTimestamp(), Now);
        var isOurs = await leases.TakeAsync(db, name, Term, cancellation);
        _answer = new Answer(isOurs, asked, now);
        return isOurs;
    }

    /// <summary>By both clocks: the one that tests and commands set, and the one that nobody sets.</summary>
    bool IsFresh(Answer last) => Now >= last.At && Now < last.At + ProlongAfter
        && Stopwatch.GetElapsedTime(last.Asked) < ProlongAfter.ToTimeSpan();

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    sealed record Answer(bool IsOurs, long Asked, Instant At);
}

/// <summary>Another process does now what this one was about to do.</summary>
internal sealed class LeaseLost(string name) : Exception($"The lease {name} is no longer ours.");
