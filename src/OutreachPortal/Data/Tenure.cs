using System.Diagnostics;
using NodaTime;

namespace OutreachPortal.Data;

/// <summary>
/// One lease as its holder keeps it: prolonged now and then and not with every breath, so that whoever has nothing to do
/// writes nothing. Who found it taken asks again after a while.
/// </summary>
internal sealed class Tenure(Leases leases, TimeProvider clock, string name)
{
    static readonly Duration Term = Duration.FromSeconds(60);
    static readonly Duration ProlongAfter = Duration.FromSeconds(20);
    static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(2);

    Instant? _since;
    long _asked;

    public string Name => name;

    /// <summary>Whether this process is the one.</summary>
    public async Task<bool> KeepAsync(PortalDb db, CancellationToken cancellation)
    {
        if (IsFresh) return true;
        if (_since is null && _asked != 0 && Stopwatch.GetElapsedTime(_asked) < AskAgainAfter) return false;
        _asked = Stopwatch.GetTimestamp();
        var now = Now;
        _since = await leases.TakeAsync(db, name, Term, cancellation) ? now : null;
        return _since is not null;
    }

    /// <summary>In the middle of long work: goes on holding it, even late, where nobody else has taken it meanwhile.</summary>
    public async Task ProlongAsync(PortalDb db, CancellationToken cancellation)
    {
        if (!await KeepAsync(db, cancellation)) throw new LeaseLost(name);
    }

    /// <summary>For a transaction that writes what only the holder may; whoever slept past the end writes nothing.</summary>
    public async Task HoldAsync(PortalDb db, CancellationToken cancellation)
    {
        if (await leases.HoldAsync(db, name, cancellation)) return;
        _since = null;
        throw new LeaseLost(name);
    }

    public async Task GiveUpAsync(PortalDb db, CancellationToken cancellation)
    {
        if (_since is null) return;
        (_since, _asked) = (null, 0);
        await leases.ReleaseAsync(db, name, cancellation);
    }

    /// <summary>By both clocks: the one that tests and commands set, and the one that nobody sets.</summary>
    bool IsFresh => _since is { } since && Now >= since && Now < since + ProlongAfter
        && Stopwatch.GetElapsedTime(_asked) < ProlongAfter.ToTimeSpan();

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());
}

/// <summary>Another process does now what this one was about to do.</summary>
internal sealed class LeaseLost(string name) : Exception($"The lease {name} is no longer ours.");
