using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;
using Criteria = OutreachPortal.Opportunities.Criteria;

namespace OutreachPortal.Alerts;

/// <summary>What a second look found.</summary>
/// <param name="Missing">Owed and overlooked: a fault of ours. They are owed from now on.</param>
/// <param name="Late">Alerts that were being confirmed while the notice was being published.</param>
internal sealed record AuditFindings(int Entries, int Missing, int Late);

/// <summary>
/// Looks again at what was public in the last days, with other means than the matcher, and writes down what is missing.
/// Nobody has to notice a lost tender before we do.
/// </summary>
internal sealed class Audit(
    IDbContextFactory<PortalDb> databases, Tenures tenures, CurrentAtlas atlas, CurrentCategories categories,
    StandingRules rules, TimeProvider clock, AlertFigures figures, ILogger<Audit> log)
{
    public static readonly Duration Window = Duration.FromHours(48);

    const int EntriesAtOnce = 500;

    /// <summary>Within this time of a publication a confirmation may have become visible after the matcher looked.</summary>
    static readonly Duration Overlap = Duration.FromMinutes(1);

    /// <returns>Null where another process is at it.</returns>
    public async Task<AuditFindings?> RunAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!await tenures.Audit.KeepAsync(db, cancellation)) return null;
        var (since, found) = (Now - Window, new AuditFindings(0, 0, 0));
        for (var after = 0L; ;)
        {
            var entries = await db.Journal.AsNoTracking()
                .Where(entry => entry.Sequence > after && entry.At >= since
                    && (entry.Change == Change.Published || entry.Change == Change.Amended)
                    && db.MatchedEntries.Any(matched => matched.Sequence == entry.Sequence && matched.State != MatchState.Faulty))
                .OrderBy(entry => entry.Sequence).Take(EntriesAtOnce).ToListAsync(cancellation);
            if (entries.Count == 0) break;
            after = entries[^1].Sequence;
            found = Sum(found, await LookAsync(db, entries, cancellation));
        }
        Report(found);
        return found;
    }

    async Task<AuditFindings> LookAsync(
        PortalDb db, IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        var open = (await Tiding.ReadAsync(db, entries, cancellation)).Where(tiding => tiding.IsOpen(rules, Now)).ToList();
        if (open.Count == 0) return new(entries.Count, 0, 0);
        var fitting = await FittingAsync(db, open, cancellation);
        var (missing, late) = (0, 0);
        foreach (var tiding in open)
        {
            var owings = await OverlookedAsync(db, tiding, fitting[tiding.Entry.Sequence], cancellation);
            if (owings.Count == 0) continue;
            var isLate = owings.ToLookup(owing => owing.By.StartedAt > tiding.Entry.At - Overlap);
            missing += await OweAsync(db, [.. isLate[false]], cancellation);
            late += await OweAsync(db, [.. isLate[true]], cancellation);
        }
        return new(entries.Count, missing, late);
    }

    /// <summary>For each entry the ids of the criteria that fit it and did not fit what was public before.</summary>
    async Task<Dictionary<long, List<long>>> FittingAsync(
        PortalDb db, List<Tiding> tidings, CancellationToken cancellation)
    {
        var lists = (Atlas: await atlas.GetAsync(cancellation), Tree: await categories.GetAsync(cancellation));
        var asked = (await db.SharedCriteria.AsNoTracking()
            .Where(criteria => db.Subscriptions.Any(subscription => subscription.CriteriaId == criteria.Id
                && subscription.StartedAt != null && subscription.EndedAt == null))
            .Select(criteria => new { criteria.Id, criteria.Text }).ToListAsync(cancellation))
            .Select(criteria => (criteria.Id, Criteria: SharedCriteria.Read(criteria.Text))).ToList();
        var fitting = tidings.ToDictionary(tiding => tiding.Entry.Sequence, _ => new List<long>());
        foreach (var some in tidings.GroupBy(tiding => tiding.Opportunity.Id).SelectMany((item, _) =>
            item.Select((tiding, place) => (tiding, place))).GroupBy(one => one.place, one => one.tiding))
        {
            Fit([.. some], asked, lists.Atlas, lists.Tree, fitting);
        }
        return fitting;
    }

    /// <summary>Of different items, so that each has its id to itself in the passing index.</summary>
    void Fit(
        List<Tiding> tidings, List<(long Id, Criteria Criteria)> asked, Atlas world, CategoryTree tree,
        Dictionary<long, List<long>> fitting)
    {
        var plain = tidings.Select(tiding => (Tiding: tiding, Match: MatchOf(tiding, tiding.Content, world, tree))).ToList();
        using var index = asked.Exists(one => one.Criteria.Query is not null)
            ? new PassingIndex(tidings.Select(tiding => tiding.Document(tiding.Content, world, tree, rules)))
            : null;
        foreach (var (id, criteria) in asked)
        {
            var fits = plain.FindAll(one => one.Match.FitsApartFromText(criteria));
            if (fits.Count == 0) continue;
            var found = criteria.Query is null ? null : index!.Search(criteria, Now, world);
            foreach (var one in fits.Where(one => found is null || found.Contains(one.Match.Id)))
                fitting[one.Tiding.Entry.Sequence].Add(id);
        }
    }

    PlainMatch MatchOf(Tiding tiding, Content content, Atlas world, CategoryTree tree) =>
        new(Card.Of(tiding.Opportunity, content, world, rules), content, world, tree, Now);

    /// <summary>Whoever should be owed word of an entry and is not.</summary>
    async Task<List<Owing>> OverlookedAsync(
        PortalDb db, Tiding tiding, List<long> criteria, CancellationToken cancellation)
    {
        // A correction is news to few, and who they are depends on what fitted before: the matcher alone decides.
        if (tiding.Entry.Change == Change.Amended && !tiding.Amendment.IsMaterial) return [];
        var candidates = await Audience.OfCriteriaAsync(db, criteria, tiding.Entry.At, cancellation);
        if (tiding.Entry.Change == Change.Amended)
            candidates.AddRange(await Audience.FollowersAsync(db, tiding.Opportunity.Id, tiding.Entry.At, cancellation));
        var owed = await db.Obligations.Where(obligation => obligation.Sequence == tiding.Entry.Sequence)
            .Select(obligation => obligation.SubscriberId).ToHashSetAsync(cancellation);
        return
        [
            .. Audience.Winners(candidates.Where(candidate => candidate.EndedAt is null && !owed.Contains(candidate.Subscriber)))
                .Select(winner => new Owing(
                    winner, tiding.Occasion, tiding.Opportunity.Id, tiding.Entry.Revision, tiding.Entry.At)
                {
                    Sequence = tiding.Entry.Sequence, ExpiresAt = tiding.ClosesAt(rules),
                }),
        ];
    }

    async Task<int> OweAsync(PortalDb db, IReadOnlyList<Owing> owings, CancellationToken cancellation)
    {
        var owed = 0;
        foreach (var some in owings.Chunk(Ledger.RowsAtOnce))
        {
            await tenures.Audit.ProlongAsync(db, cancellation);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            await tenures.Audit.HoldAsync(db, cancellation);
            owed += await Ledger.OweAsync(db, some, cancellation);
            await transaction.CommitAsync(cancellation);
        }
        return owed;
    }

    void Report(AuditFindings found)
    {
        figures.Missing(found.Missing);
        figures.Late(found.Late);
        if (found.Missing > 0)
            log.LogError("{Missing} people were owed word of a notice and overlooked; they are owed it now", found.Missing);
    }

    static AuditFindings Sum(AuditFindings a, AuditFindings b) =>
        new(a.Entries + b.Entries, a.Missing + b.Missing, a.Late + b.Late);

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());
}
