using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>
/// Follows the journal and writes down who is to be told of what. Of all processes one does, under a lease; whatever it
/// wrote before it was stopped it writes again without effect, and an entry counts as matched only after everything it
/// owes.
/// </summary>
internal sealed class Matcher(
    IDbContextFactory<PortalDb> databases, StoredCriteria criteria, Tenures tenures, CurrentAtlas atlas,
    CurrentCategories categories, StandingRules rules, TimeProvider clock, AlertFigures figures, ILogger<Matcher> log)
{
    public const int Tries = 5;

    const int EntriesAtOnce = 200;

    long _cursor;

    /// <summary>Goes on until the journal's end. False where another process holds the lease.</summary>
    public async Task<bool> FollowAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        while (await tenures.Matching.KeepAsync(db, cancellation))
        {
            var entries = await NextAsync(db, cancellation);
            if (entries.Count == 0) return true;
            await MatchAsync(db, entries, cancellation);
            db.ChangeTracker.Clear();
        }
        return false;
    }

    /// <summary>
    /// The next entries that are due, each of another item: what one entry owes depends on whom an earlier one told.
    /// </summary>
    async Task<IReadOnlyList<JournalEntry>> NextAsync(PortalDb db, CancellationToken cancellation)
    {
        // Asked before the entries: what is committed in between lies behind the cursor then, and is found next time.
        var head = await Journal.HeadAsync(db, cancellation);
        var entries = await db.Journal.AsNoTracking()
            .Where(entry => entry.Sequence > _cursor && !db.MatchedEntries.Any(matched =>
                matched.Sequence == entry.Sequence && matched.State != MatchState.Faulty))
            .OrderBy(entry => entry.Sequence).Take(EntriesAtOnce).ToListAsync(cancellation);
        _cursor = entries is [var first, ..] ? first.Sequence - 1 : head;
        var resting = await RestingAsync(db, entries, cancellation);
        HashSet<long> items = [];
        return
        [
            .. entries.Where(entry => !resting.Contains(entry.Sequence))
                .TakeWhile(entry => items.Add(entry.OpportunityId)),
        ];
    }

    /// <summary>Faulty ones that failed a moment ago: each try waits twice as long as the one before.</summary>
    async Task<HashSet<long>> RestingAsync(
        PortalDb db, IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        var sequences = entries.Select(entry => entry.Sequence).ToList();
        var faulty = await db.MatchedEntries.AsNoTracking()
            .Where(matched => EF.Parameter(sequences).Contains(matched.Sequence)).ToListAsync(cancellation);
        return [.. faulty.Where(matched => Now < matched.MatchedAt + Duration.FromSeconds(1 << matched.Attempts))
            .Select(matched => matched.Sequence)];
    }

    async Task MatchAsync(PortalDb db, IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        if (!await Audience.IsThereAsync(db, cancellation))
        {
            await FinishAsync(db, [.. entries.Select(entry => (entry, 0))], cancellation);
            return;
        }
        await criteria.RefreshAsync(db, cancellation);
        var tidings = (await Tiding.ReadAsync(db, entries, cancellation)).ToDictionary(tiding => tiding.Entry.Sequence);
        List<(JournalEntry Entry, int Owed)> done = [];
        foreach (var entry in entries)
        {
            try
            {
                var owings = await OwingsOfAsync(db, tidings[entry.Sequence], cancellation);
                foreach (var some in owings.Chunk(Ledger.RowsAtOnce)) await OweAsync(db, some, cancellation);
                done.Add((entry, owings.Count));
            }
            catch (Exception fault) when (!IsOfTheWorld(fault))
            {
                await FailAsync(db, entry, fault, cancellation);
            }
        }
        await FinishAsync(db, done, cancellation);
    }

    async Task<IReadOnlyList<Owing>> OwingsOfAsync(PortalDb db, Tiding tiding, CancellationToken cancellation)
    {
        if (tiding.IsEnd(rules)) return await OfEndAsync(db, tiding, cancellation);
        if (tiding.Entry.Change is not (Change.Published or Change.Amended) || !tiding.IsOpen(rules, Now)) return [];
        var asked = await MatchingAsync(tiding, tiding.Content, cancellation);
        if (tiding.Entry.Change == Change.Published)
            return OwingsTo(tiding, await Audience.OfCriteriaAsync(db, asked, tiding.Entry.At, cancellation));
        return OwingsTo(tiding, tiding.Amendment.IsMaterial
            ? await OfChangeAsync(db, tiding, asked, cancellation)
            : await OfCorrectionAsync(db, tiding, asked, cancellation));
    }

    /// <summary>
    /// Whoever was told or follows hears what changed, whoever was not hears of it for the first time.
    /// </summary>
    async Task<IEnumerable<Candidate>> OfChangeAsync(
        PortalDb db, Tiding tiding, IReadOnlyList<long> asked, CancellationToken cancellation) =>
    [
        .. await Audience.OfCriteriaAsync(db, asked, tiding.Entry.At, cancellation),
        .. await Audience.FollowersAsync(db, tiding.Opportunity.Id, tiding.Entry.At, cancellation),
        .. await ToldAsync(db, tiding, [ObligationState.Owed, ObligationState.Batched, ObligationState.Done], cancellation),
    ];

    /// <summary>A correction is news only to those whose criteria it made the notice meet.</summary>
    async Task<IEnumerable<Candidate>> OfCorrectionAsync(
        PortalDb db, Tiding tiding, IReadOnlyList<long> asked, CancellationToken cancellation)
    {
        var already = tiding.Before is null ? [] : await MatchingAsync(tiding, tiding.Before, cancellation);
        var told = (await ToldAsync(
            db, tiding, [ObligationState.Owed, ObligationState.Batched, ObligationState.Done], cancellation))
            .Select(candidate => candidate.Subscriber).ToHashSet();
        return (await Audience.OfCriteriaAsync(db, asked.Except(already), tiding.Entry.At, cancellation))
            .Where(candidate => !told.Contains(candidate.Subscriber));
    }

    /// <summary>
    /// The end of something is told to those who knew of it and still have an alert that asks for it; to the others it
    /// is not told at all.
    /// </summary>
    async Task<IReadOnlyList<Owing>> OfEndAsync(PortalDb db, Tiding tiding, CancellationToken cancellation)
    {
        var item = tiding.Opportunity.Id;
        await Ledger.StrikeAsync(db, item, tiding.Entry.Sequence, tiding.Entry.Change, cancellation);
        var followers = await Audience.FollowersAsync(db, item, tiding.Entry.At, cancellation);
        var told = await ToldAsync(db, tiding, [ObligationState.Batched, ObligationState.Done], cancellation);
        return OwingsTo(tiding, [.. followers, .. told, .. await StillAskingAsync(db, tiding, told, cancellation)]);
    }

    /// <summary>Of those told through an alert that ended since, whoever has another that asks for it.</summary>
    async Task<IEnumerable<Candidate>> StillAskingAsync(
        PortalDb db, Tiding tiding, List<Candidate> told, CancellationToken cancellation)
    {
        var others = await Audience.KnowingAsync(db, tiding.Opportunity.Id, tiding.Entry.At, cancellation);
        others.ExceptWith(told.Where(one => one.EndedAt is null).Select(one => one.Subscriber));
        if (others.Count == 0) return [];
        var asked = await MatchingAsync(tiding, tiding.Content, cancellation);
        return (await Audience.OfPeopleAsync(db, others, tiding.Entry.At, cancellation))
            .Where(candidate => candidate.Criteria is { } id && asked.Contains(id));
    }

    Task<List<Candidate>> ToldAsync(
        PortalDb db, Tiding tiding, IReadOnlyList<ObligationState> states, CancellationToken cancellation) =>
        Audience.ToldAsync(db, tiding.Opportunity.Id, states, tiding.Entry.At, cancellation);

    async Task<IReadOnlyList<long>> MatchingAsync(Tiding tiding, Content content, CancellationToken cancellation)
    {
        var world = await atlas.GetAsync(cancellation);
        var document = tiding.Document(content, world, await categories.GetAsync(cancellation), rules);
        return [.. criteria.HoldAt(criteria.Match(document), content, Now, world)];
    }

    List<Owing> OwingsTo(Tiding tiding, IEnumerable<Candidate> candidates)
    {
        Instant? expires = tiding.IsEnd(rules) ? null : tiding.ClosesAt(rules);
        return
        [
            .. Audience.Winners(candidates).Select(winner => new Owing(
                winner, tiding.Occasion, tiding.Opportunity.Id, tiding.Entry.Revision, tiding.Entry.At)
            {
                Sequence = tiding.Entry.Sequence, ExpiresAt = expires,
            }),
        ];
    }

    /// <summary>
    /// An entry that owes a word to very many takes longer than a lease lasts: each chunk prolongs it.
    /// </summary>
    async Task OweAsync(PortalDb db, IReadOnlyList<Owing> owings, CancellationToken cancellation)
    {
        await tenures.Matching.ProlongAsync(db, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await tenures.Matching.HoldAsync(db, cancellation);
        figures.Owed(await Ledger.OweAsync(db, owings, cancellation));
        await transaction.CommitAsync(cancellation);
    }

    async Task FinishAsync(
        PortalDb db, IReadOnlyList<(JournalEntry Entry, int Owed)> done, CancellationToken cancellation)
    {
        if (done.Count == 0) return;
        var now = Rows.Column(Now);
        await tenures.Matching.ProlongAsync(db, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await tenures.Matching.HoldAsync(db, cancellation);
        await Rows.EachAsync(
            db, "INSERT INTO matched_entries (sequence, state, attempts, matched_at, matches) ",
            [.. done.Select(one => new object?[] { one.Entry.Sequence, nameof(MatchState.Matched), 1, now, one.Owed })],
            " ON CONFLICT (sequence) DO UPDATE SET state = excluded.state, matched_at = excluded.matched_at, "
                + "matches = excluded.matches", cancellation);
        await transaction.CommitAsync(cancellation);
        figures.Matched(done.Count);
    }

    async Task FailAsync(PortalDb db, JournalEntry entry, Exception fault, CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        var row = await db.MatchedEntries.FindAsync([entry.Sequence], cancellation)
            ?? db.MatchedEntries.Add(new MatchedEntry { Sequence = entry.Sequence }).Entity;
        row.Fail(fault, Now, Tries);
        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
        if (row.State == MatchState.SetAside)
            log.LogError(fault, "Entry {Sequence} of the journal cannot be matched and is set aside", entry.Sequence);
        else log.LogWarning(fault, "Entry {Sequence} of the journal could not be matched", entry.Sequence);
    }

    /// <summary>
    /// No fault of the entry. Where the database is away, noting the fault fails too and ends the pass.
    /// </summary>
    static bool IsOfTheWorld(Exception fault) => fault is OperationCanceledException or LeaseLost;

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());
}
