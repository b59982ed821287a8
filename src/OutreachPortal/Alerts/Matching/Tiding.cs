using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Discovery;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;

namespace OutreachPortal.Alerts;

/// <summary>
/// What one entry of the journal tells: the content that it made public, and what the public saw before.
/// </summary>
internal sealed record Tiding
{
    public required JournalEntry Entry { get; init; }

    /// <summary>The present of the item, which may have moved on since.</summary>
    public required Opportunity Opportunity { get; init; }

    /// <summary>Read where it is asked for: one that cannot be read is a fault of its own entry only.</summary>
    public required Revision Revision { get; init; }

    public Revision? Previous { get; init; }

    public Content Content => Revision.Content;

    /// <summary>Null for what was not public before.</summary>
    public Content? Before => Previous?.Content;

    /// <summary>What the entry before this one told of the item.</summary>
    public Change? Earlier { get; init; }

    public string Occasion => OccasionOf(Entry.Sequence);

    public Instant ClosesAt(StandingRules rules) =>
        rules.ClosesAt(Opportunity.Deadline, Opportunity.Published, Opportunity.InvitesAnswer);

    public bool IsOpen(StandingRules rules, Instant now) => IsOpen(Opportunity, rules, now);

    /// <summary>A closing by the clock is nothing new to anybody; one before the deadline is.</summary>
    public bool IsEnd(StandingRules rules) => Entry.Change switch
    {
        Change.Cancelled or Change.Awarded or Change.Withdrawn => true,
        Change.Closed => Entry.At < ClosesAt(rules),
        _ => false,
    };

    public Amendment Amendment => Amendment.Between(Before, Content, WasOver ? Earlier : null);

    /// <summary>As the index would hold it.</summary>
    public IndexDocument Document(Content content, Atlas atlas, CategoryTree tree, StandingRules rules) =>
        OpportunityIndex.DocumentOf(Card.Of(Opportunity, content, atlas, rules), content, tree);

    public static string OccasionOf(long sequence) => FormattableString.Invariant($"entry:{sequence}");

    public static bool IsOpen(Opportunity opportunity, StandingRules rules, Instant now) =>
        opportunity.State == State.Published
        && now < rules.ClosesAt(opportunity.Deadline, opportunity.Published, opportunity.InvitesAnswer);

    /// <summary>In the order of the entries. One whose content is gone is left out.</summary>
    public static async Task<IReadOnlyList<Tiding>> ReadAsync(
        PortalDb db, IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        var items = entries.Select(entry => entry.OpportunityId).Distinct().ToList();
        var opportunities = await db.Opportunities.AsNoTracking().Where(item => EF.Parameter(items).Contains(item.Id))
            .ToDictionaryAsync(item => item.Id, cancellation);
        var history = (await db.Journal.AsNoTracking()
            .Where(entry => EF.Parameter(items).Contains(entry.OpportunityId))
            .OrderBy(entry => entry.Sequence).ToListAsync(cancellation)).ToLookup(entry => entry.OpportunityId);
        var earlier = entries.ToDictionary(
            entry => entry.Sequence,
            entry => history[entry.OpportunityId].LastOrDefault(other => other.Sequence < entry.Sequence));
        var revisions = await RevisionsAsync(
            db, items, [.. entries.Concat(earlier.Values.OfType<JournalEntry>())], cancellation);
        return
        [
            .. entries.Where(entry => revisions.ContainsKey((entry.OpportunityId, entry.Revision)))
                .Select(entry => new Tiding
                {
                    Entry = entry, Opportunity = opportunities[entry.OpportunityId],
                    Revision = revisions[(entry.OpportunityId, entry.Revision)],
                    Earlier = earlier[entry.Sequence]?.Change,
                    Previous = earlier[entry.Sequence] is { } before
                        ? revisions.GetValueOrDefault((entry.OpportunityId, before.Revision))
                        : null,
                }),
        ];
    }

    bool WasOver => Entry.Change == Change.Amended && Earlier is not (null or Change.Published or Change.Amended);

    static async Task<Dictionary<(long, int), Revision>> RevisionsAsync(
        PortalDb db, List<long> items, IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        var wanted = entries.Select(entry => (entry.OpportunityId, entry.Revision)).ToHashSet();
        var numbers = entries.Select(entry => entry.Revision).Distinct().ToList();
        var found = await db.Revisions.AsNoTracking()
            .Where(revision => EF.Parameter(items).Contains(revision.OpportunityId)
                && EF.Parameter(numbers).Contains(revision.Number))
            .ToListAsync(cancellation);
        return found.Where(revision => wanted.Contains((revision.OpportunityId, revision.Number)))
            .ToDictionary(revision => (revision.OpportunityId, revision.Number));
    }
}
