using System.Collections.Concurrent;

namespace OutreachPortal.Shell;

/// <summary>
/// For each client the moment at which all it was admitted for is paid off, one interval each (the leaky bucket as a
/// meter, ITU-T I.371). One number per client, and none for those who have rested.
/// </summary>
internal sealed class Admissions(int perSecond, int burst)
{
    const int Crowd = 20_000;

    readonly ConcurrentDictionary<UInt128, long> _paidOff = [];
    readonly long _interval = TimeSpan.TicksPerSecond / Math.Max(1, perSecond);

    public int Clients => _paidOff.Count;

    /// <summary>Zero when the client is admitted, else how long to wait.</summary>
    public TimeSpan WaitOf(UInt128 client, DateTimeOffset at)
    {
        var now = at.UtcTicks;
        var latest = now + (_interval * burst);
        if (_paidOff.Count >= Crowd && !_paidOff.ContainsKey(client)) ForgetRested(now);
        var wait = 0L;
        _paidOff.AddOrUpdate(
            client,
            _ => now + _interval,
            (_, paid) =>
            {
                var next = Math.Max(paid, now) + _interval;
                wait = Math.Max(0, next - latest);
                return wait == 0 ? next : paid;
            });
        return new TimeSpan(wait);
    }

    /// <summary>Where nobody has rested there are more clients than this is for: all begin anew.</summary>
    void ForgetRested(long now)
    {
        foreach (var (client, paid) in _paidOff)
        {
            if (paid <= now) _paidOff.TryRemove(new(client, paid));
        }

        if (_paidOff.Count >= Crowd) _paidOff.Clear();
    }
}
