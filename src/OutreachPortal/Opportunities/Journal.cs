using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Opportunities;

/// <summary>
/// The list that everything else follows. Numbers come from one counter row whose lock is held until the commit: they
/// become visible in commit order and without a gap. (A sequence of the database hands out numbers before the commit,
/// and a follower that has seen the later one would never look for the earlier one again.)
/// </summary>
internal static class Journal
{
    /// <summary>
    /// Writes what became true, as the last thing before the commit: the counter row is locked for an instant.
    /// </summary>
    public static async Task AppendAsync(
        PortalDb db, IReadOnlyList<Announcement> announcements, CancellationToken cancellation)
    {
        if (announcements.Count == 0) return;
        var sequence = await TakeAsync(db, announcements.Count, cancellation);
        db.Journal.AddRange(announcements.Select((announcement, index) => new JournalEntry
        {
            Sequence = sequence + index, OpportunityId = announcement.OpportunityId,
            Revision = announcement.Revision, Change = announcement.Change, At = announcement.At,
        }));
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>
    /// Takes <paramref name="count"/> numbers; the last statement before the entries are written and committed.
    /// </summary>
    /// <returns>The first of the numbers.</returns>
    public static async Task<long> TakeAsync(PortalDb db, int count, CancellationToken cancellation)
    {
        var last = await db.Database
            .SqlQuery<long>($"UPDATE journal_head SET sequence = sequence + {count} RETURNING sequence AS \"Value\"")
            .ToListAsync(cancellation);
        return last.Single() - count + 1;
    }

    public static async Task<IReadOnlyList<JournalEntry>> ReadAsync(
        PortalDb db, long after, int most, CancellationToken cancellation) =>
        await db.Journal.AsNoTracking()
            .Where(entry => entry.Sequence > after)
            .OrderBy(entry => entry.Sequence)
            .Take(most)
            .ToListAsync(cancellation);

    public static async Task<long> HeadAsync(PortalDb db, CancellationToken cancellation) =>
        await db.JournalHeads.Select(head => head.Sequence).SingleAsync(cancellation);
}

/// <summary>A journal entry before it has its number.</summary>
internal sealed record Announcement(long OpportunityId, int Revision, Change Change, Instant At);
