using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>What a second look found.</summary>
/// <param name="Missing">Owed and overlooked: a fault of ours. They are owed from now on.</param>
/// <param name="Late">Alerts that were being confirmed while the notice was being published.</param>
internal sealed record AuditFindings(int Entries, int Missing, int Late)
{
    public static AuditFindings operator +(AuditFindings a, AuditFindings b) =>
        new(a.Entries + b.Entries, a.Missing + b.Missing, a.Late + b.Late);
}

/// <summary>
/// Looks again at what was public in the last days, with other means than the matcher, and writes down what is missing:
/// news, changes, corrections that made something fit, ends. Nobody has to notice a lost tender before we do.
/// </summary>
internal sealed class Audit(
    IDbContextFactory<PortalDb> databases, Tenures tenures, PlainFit plain, StandingRules rules, TimeProvider clock,
    AlertFigures figures, ILogger<Audit> log)
{
    public static readonly Duration Window = Duration.FromHours(48);

    /// <summary>Rows of what was owed are kept longer than this, or it would all be owed again.</summary>
    public const int NightlyDays = 35;

    const int NightlyHour = 2;
    const int EntriesAtOnce = 500;

    /// <summary>So soon after a publication a confirmation may have become visible after the matcher looked.</summary>
    static readonly Duration Overlap = Duration.FromMinutes(1);

    LocalDate _lastNight = Instant.FromDateTimeOffset(clock.GetUtcNow()).InUtc().Date;

    /// <summary>What the last two days told.</summary>
    /// <returns>Null where another process is at it.</returns>
    public Task<AuditFindings?> RunAsync(CancellationToken cancellation) => LookBackAsync(Window, cancellation);

    /// <summary>What five weeks told, once a night from two o'clock UTC; not in the night of the start.</summary>
    /// <returns>Null where it is not time, or another process is at it.</returns>
    public async Task<AuditFindings?> RunNightlyAsync(CancellationToken cancellation)
    {
        var now = Now.InUtc();
        if (now.Date <= _lastNight || now.Hour < NightlyHour) return null;
        var found = await LookBackAsync(Duration.FromDays(NightlyDays), cancellation);
        if (found is not null) _lastNight = now.Date;
        return found;
    }

    async Task<AuditFindings?> LookBackAsync(Duration window, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!await tenures.Audit.KeepAsync(db, cancellation)) return null;
        var found = await Audience.IsThereAsync(db, cancellation)
            ? await LookAsync(db, Now - window, cancellation)
            : new AuditFindings(0, 0, 0);
        Report(found);
        return found;
    }

    async Task<AuditFindings> LookAsync(PortalDb db, Instant since, CancellationToken cancellation)
    {
        var found = new AuditFindings(0, 0, 0);
        for (var after = 0L; ;)
        {
            await tenures.Audit.ProlongAsync(db, cancellation);
            var entries = await EntriesAsync(db, after, since, cancellation);
            if (entries.Count == 0) return found;
            after = entries[^1].Sequence;
            found += await LookAsync(db, entries, cancellation);
        }
    }

    static Task<List<JournalEntry>> EntriesAsync(
        PortalDb db, long after, Instant since, CancellationToken cancellation) =>
        db.Journal.AsNoTracking()
            .Where(entry => entry.Sequence > after && entry.At >= since && db.MatchedEntries.Any(matched =>
                matched.Sequence == entry.Sequence && matched.State != MatchState.Faulty))
            .OrderBy(entry => entry.Sequence).Take(EntriesAtOnce).ToListAsync(cancellation);

    async Task<AuditFindings> LookAsync(
        PortalDb db, IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        var tidings = (await Tiding.ReadAsync(db, entries, cancellation)).Where(IsWorthTelling).ToList();
        var fitting = await plain.OfAsync(db, tidings, tiding => tiding.Content, cancellation);
        var corrections = tidings.Where(tiding => IsCorrection(tiding) && tiding.Before is not null).ToList();
        var before = await plain.OfAsync(db, corrections, tiding => tiding.Before!, cancellation);
        var found = new AuditFindings(entries.Count, 0, 0);
        foreach (var tiding in tidings)
        {
            var sequence = tiding.Entry.Sequence;
            var fits = fitting[sequence].Except(before.GetValueOrDefault(sequence) ?? []).ToList();
            found += await OweAsync(db, tiding, await OverlookedAsync(db, tiding, fits, cancellation), cancellation);
        }
        return found;
    }

    /// <summary>What is open, and the end of what is over still.</summary>
    bool IsWorthTelling(Tiding tiding) => tiding.IsEnd(rules)
        ? !tiding.IsOpen(rules, Now)
        : tiding.Entry.Change is Change.Published or Change.Amended && tiding.IsOpen(rules, Now);

    static bool IsCorrection(Tiding tiding) =>
        tiding.Entry.Change == Change.Amended && !tiding.Amendment.IsMaterial;

    /// <summary>Whoever should be owed word of an entry and is not.</summary>
    async Task<List<Owing>> OverlookedAsync(
        PortalDb db, Tiding tiding, List<long> fits, CancellationToken cancellation)
    {
        var candidates = await CandidatesAsync(new PlainAudience(db, tiding), tiding, fits, cancellation);
        var owed = await db.Obligations.Where(obligation => obligation.Sequence == tiding.Entry.Sequence)
            .Select(obligation => obligation.SubscriberId).ToHashSetAsync(cancellation);
        Instant? expires = tiding.IsEnd(rules) ? null : tiding.ClosesAt(rules);
        return
        [
            .. Audience.Winners(candidates.Where(candidate => !owed.Contains(candidate.Subscriber)))
                .Select(winner => new Owing(
                    winner, tiding.Occasion, tiding.Opportunity.Id, tiding.Entry.Revision, tiding.Entry.At)
                {
                    Sequence = tiding.Entry.Sequence, ExpiresAt = expires,
                }),
        ];
    }

    async Task<IReadOnlyList<Candidate>> CandidatesAsync(
        PlainAudience audience, Tiding tiding, List<long> fits, CancellationToken cancellation)
    {
        if (tiding.IsEnd(rules)) return await audience.BereavedAsync(fits, cancellation);
        if (tiding.Entry.Change == Change.Published) return await audience.AskingAsync(fits, cancellation);
        if (!IsCorrection(tiding)) return await audience.ConcernedAsync(fits, cancellation);
        var known = await audience.OwedBeforeAsync(cancellation);
        var asking = await audience.AskingAsync(fits, cancellation);
        return [.. asking.Where(candidate => !known.Contains(candidate.Subscriber))];
    }

    async Task<AuditFindings> OweAsync(
        PortalDb db, Tiding tiding, List<Owing> owings, CancellationToken cancellation)
    {
        if (owings.Count == 0) return new(0, 0, 0);
        var isLate = owings.ToLookup(owing => owing.By.StartedAt > tiding.Entry.At - Overlap);
        var missing = await OweAsync(db, [.. isLate[false]], cancellation);
        return new(0, missing, await OweAsync(db, [.. isLate[true]], cancellation));
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
        figures.Audited();
        figures.Missing(found.Missing);
        figures.Late(found.Late);
        if (found.Missing == 0) return;
        log.LogError(
            "{Missing} people were owed word of a notice and overlooked; they are owed it now", found.Missing);
    }

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());
}
