using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Opportunities;

/// <summary>What the journal says of one opportunity: its last entry, and how many there are.</summary>
/// <param name="Sequence">Number of the last entry.</param>
/// <param name="Change">What it tells.</param>
/// <param name="At">When.</param>
/// <param name="Entries">Rises with everything that becomes public, a moved deadline among it.</param>
public sealed record Trail(long Sequence, Change Change, Instant At, int Entries)
{
    /// <summary>Nothing is public yet.</summary>
    public static readonly Trail None = new(0, Change.Published, Instant.FromUnixTimeTicks(0), 0);

    /// <param name="history">Oldest first.</param>
    public static Trail Of(IReadOnlyList<PublicEvent> history) =>
        history is [.., var last] ? new(last.Sequence, last.Change, last.At, history.Count) : None;

    internal static async Task<IReadOnlyDictionary<long, Trail>> ReadAsync(
        PortalDb db, IReadOnlyList<long> opportunities, CancellationToken cancellation)
    {
        var entries = await db.Journal.AsNoTracking()
            .Where(entry => opportunities.Contains(entry.OpportunityId))
            .OrderBy(entry => entry.Sequence)
            .ToListAsync(cancellation);
        return entries.GroupBy(entry => entry.OpportunityId).ToDictionary(
            item => item.Key, item => Of([.. item.Select(PublicEvent.Of)]));
    }
}
