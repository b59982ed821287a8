using OutreachPortal.Data;

namespace OutreachPortal.Alerts;

/// <summary>What only one process at a time does for the alerts.</summary>
internal sealed class Tenures(Leases leases, TimeProvider clock)
{
    /// <summary>Matching, reminding, and the letters that leave at once.</summary>
    public Tenure Matching { get; } = new(leases, clock, "alerts.match");

    public Tenure Digests { get; } = new(leases, clock, "alerts.digests");

    public Tenure Audit { get; } = new(leases, clock, "alerts.audit");

    public async Task BeatAsync(PortalDb db, CancellationToken cancellation)
    {
        foreach (var tenure in All) await tenure.BeatAsync(db, cancellation);
    }

    public async Task GiveUpAsync(PortalDb db, CancellationToken cancellation)
    {
        foreach (var tenure in All) await tenure.GiveUpAsync(db, cancellation);
    }

    Tenure[] All => [Matching, Digests, Audit];
}
