using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>An opportunity that is there already, as far as an import must know it.</summary>
internal sealed class KnownItem
{
    public required Opportunity Opportunity { get; init; }

    public required Edition Edition { get; init; }

    /// <summary>When the source last said anything of it.</summary>
    public required Instant SaidAt { get; set; }

    public required int Revisions { get; set; }

    public required string Digest { get; set; }

    /// <summary>Of every content ever imported for it.</summary>
    public HashSet<string> Hashes { get; init; } = [];

    /// <summary>Records that are not in the database yet, packed.</summary>
    public List<(Instant SaidAt, byte[] Record)> Fresh { get; } = [];

    /// <summary>
    /// What the database holds of these ids, by source id;
    /// in a rehearsal, what its earlier batches would have left there.
    /// </summary>
    public static async Task<Dictionary<string, KnownItem>> LoadAsync(
        PortalDb db, string source, IReadOnlyList<string> ids, Rehearsal? rehearsal, CancellationToken cancellation)
    {
        var known = rehearsal?.Of(source, ids) ?? [];
        var wanted = ids.Where(id => !known.ContainsKey(id)).ToList();
        var editions = await db.Editions.Include(edition => edition.Opportunity)
            .Where(edition => edition.Opportunity.SourceKey == source && wanted.Contains(edition.Opportunity.SourceId))
            .ToListAsync(cancellation);
        if (editions.Count == 0) return known;
        var revisionsOf = await RevisionsAsync(
            db, [.. editions.Select(edition => edition.OpportunityId)], cancellation);
        var receiptsOf = await ReceiptsAsync(db, source, wanted, cancellation);
        foreach (var edition in editions.GroupBy(edition => edition.OpportunityId)
            .Select(group => group.MaxBy(edition => edition.Number)!))
        {
            known[edition.Opportunity.SourceId] =
                Of(edition, [.. revisionsOf[edition.OpportunityId]], [.. receiptsOf[edition.Opportunity.SourceId]]);
        }
        return known;
    }

    static KnownItem Of(Edition edition, List<Said> revisions, List<Read> receipts)
    {
        var shown = revisions.First(revision => revision.Number == edition.Opportunity.Revision);
        return new KnownItem
        {
            Opportunity = edition.Opportunity,
            Edition = edition,
            SaidAt = receipts.Select(receipt => receipt.SaidAt).Append(shown.SaidAt).Max(),
            Revisions = revisions.Max(revision => revision.Number),
            Digest = shown.Digest,
            Hashes = [.. receipts.Select(receipt => receipt.Hash)],
        };
    }

    static async Task<ILookup<long, Said>> RevisionsAsync(
        PortalDb db, List<long> keys, CancellationToken cancellation) =>
        (await db.Revisions.AsNoTracking().Where(revision => keys.Contains(revision.OpportunityId))
            .Select(revision => new Said(revision.OpportunityId, revision.Number, revision.SaidAt, revision.Digest))
            .ToListAsync(cancellation)).ToLookup(revision => revision.OpportunityId);

    static async Task<ILookup<string, Read>> ReceiptsAsync(
        PortalDb db, string source, List<string> ids, CancellationToken cancellation) =>
        (await db.Receipts.AsNoTracking()
            .Where(receipt => receipt.SourceKey == source && ids.Contains(receipt.SourceId))
            .Select(receipt => new Read(receipt.SourceId, receipt.Hash, receipt.SaidAt))
            .ToListAsync(cancellation)).ToLookup(receipt => receipt.SourceId);

    sealed record Said(long OpportunityId, int Number, Instant SaidAt, string Digest);

    sealed record Read(string SourceId, string Hash, Instant SaidAt);
}

/// <summary>
/// A dry run writes nothing: what its earlier batches would have written is remembered here for the later ones.
/// </summary>
internal sealed class Rehearsal
{
    readonly Dictionary<(string Source, string Id), KnownItem> _items = [];

    public Dictionary<string, KnownItem> Of(string source, IEnumerable<string> ids) =>
        ids.Where(id => _items.ContainsKey((source, id))).ToDictionary(id => id, id => _items[(source, id)]);

    public void Keep(string source, Dictionary<string, KnownItem> known)
    {
        foreach (var (id, item) in known) _items[(source, id)] = item;
    }
}
