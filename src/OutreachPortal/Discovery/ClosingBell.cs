using NodaTime;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;
using OutreachPortal.Shell;

namespace OutreachPortal.Discovery;

/// <summary>
/// Knows when the next of all open items closes. Until that second, and until the journal's next entry, no list and no
/// count changes: so long a page may be kept. The index is asked once for each closing, not for each page.
/// </summary>
internal sealed class ClosingBell(Catalogue catalogue)
{
    volatile Watch _watch = new(-1, Instant.MaxValue, null);

    public PageLife ToPageLife() => new(
        () => catalogue.Version, now => NextAfter(Instant.FromDateTimeOffset(now))?.ToDateTimeOffset());

    /// <summary>Null when nothing is open, or nothing can be searched yet.</summary>
    public Instant? NextAfter(Instant now)
    {
        var (watch, version) = (_watch, catalogue.Version);
        if (watch.Version != version || !watch.Covers(now)) _watch = watch = new(version, now, Find(now));
        return watch.Next;
    }

    Instant? Find(Instant now)
    {
        var open = new All(
        [
            new AnyOf(OpportunityIndex.State, [OpportunityIndex.Word(State.Published)]),
            new Between(OpportunityIndex.Closes, OpportunityIndex.Microseconds(now) + 1, null),
        ]);
        var found = catalogue.Search(new SearchRequest
        {
            Filters = [new SearchFilter("open", open)], Sort = new ByNumber(OpportunityIndex.Closes), Size = 1,
        });
        return found?.Hits is [var first] ? Card.FromJson(first.Stored[OpportunityIndex.Card]).ClosesAt : null;
    }

    sealed record Watch(long Version, Instant Since, Instant? Next)
    {
        public bool Covers(Instant now) => now >= Since && (Next is null || now < Next);
    }
}
