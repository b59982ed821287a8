using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>What became of one entry of the journal.</summary>
internal sealed record EntryTrace(
    long Sequence, Change Change, int Revision, Instant At, MatchState? Matching, Instant? MatchedAt, string? Fault);

/// <summary>What became of what one person was owed: no address, the ids lead on.</summary>
internal sealed record ObligationTrace(
    string Occasion, string Person, Guid Alert, Frequency Frequency, ObligationState State, string? Reason,
    Instant OwedAt, Instant DueAt, Guid? Letter, DeliveryState? LetterState, Instant? AcceptedAt, string? Answer,
    IReadOnlyList<string> Reports);

internal sealed record OpportunityTrace(
    string Id, string Reference, State State, Instant? Deadline, IReadOnlyList<EntryTrace> Entries,
    IReadOnlyList<ObligationTrace> Obligations);

/// <summary>Answers who was told of an opportunity, and why somebody was not.</summary>
internal sealed class AlertTrace(PortalDb db)
{
    const int MostObligations = 1_000;

    /// <param name="name">A reference as it was published, or the short id of an address.</param>
    public async Task<IReadOnlyList<OpportunityTrace>> OfAsync(string name, CancellationToken cancellation)
    {
        var lower = name.ToLowerInvariant();
        var items = await db.Opportunities.AsNoTracking()
            .Where(item => item.Reference == name || item.ShortId == lower)
            .OrderBy(item => item.Id).Take(20).ToListAsync(cancellation);
        List<OpportunityTrace> traces = [];
        foreach (var item in items)
        {
            traces.Add(new OpportunityTrace(
                item.ShortId, item.Reference, item.State, item.Deadline, await EntriesAsync(item.Id, cancellation),
                await ObligationsAsync(item.Id, cancellation)));
        }
        return traces;
    }

    /// <summary>How many stand where, for each occasion.</summary>
    public static IEnumerable<(string Occasion, string What, int Count)> Summary(OpportunityTrace trace) =>
        from obligation in trace.Obligations
        group obligation by (obligation.Occasion, What: WhatOf(obligation)) into same
        orderby same.Key.Occasion, same.Key.What
        select (same.Key.Occasion, same.Key.What, same.Count());

    static string WhatOf(ObligationTrace obligation)
    {
        List<string?> parts =
        [
            Lower(obligation.Frequency), Lower(obligation.State), obligation.Reason,
            obligation.LetterState is { } letter ? $"letter {Lower(letter)}" : null, .. obligation.Reports.Distinct(),
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    static string Lower(Enum value) => value.ToString().ToLowerInvariant();

    async Task<IReadOnlyList<EntryTrace>> EntriesAsync(long item, CancellationToken cancellation) =>
        await (
            from entry in db.Journal
            where entry.OpportunityId == item
            join matched in db.MatchedEntries on entry.Sequence equals matched.Sequence into found
            from matched in found.DefaultIfEmpty()
            orderby entry.Sequence
            select new EntryTrace(
                entry.Sequence, entry.Change, entry.Revision, entry.At, matched == null ? null : matched.State,
                matched == null ? null : matched.MatchedAt, matched == null ? null : matched.Fault))
            .ToListAsync(cancellation);

    async Task<IReadOnlyList<ObligationTrace>> ObligationsAsync(long item, CancellationToken cancellation)
    {
        var obligations = await db.Obligations.AsNoTracking().Where(obligation => obligation.OpportunityId == item)
            .OrderBy(obligation => obligation.Id).Take(MostObligations).ToListAsync(cancellation);
        var ids = obligations.Select(obligation => obligation.DeliveryId).OfType<Guid>().Distinct().ToList();
        var letters = await db.Deliveries.AsNoTracking().Where(delivery => EF.Parameter(ids).Contains(delivery.Id))
            .ToDictionaryAsync(delivery => delivery.Id, cancellation);
        var reports = (await db.ProviderEvents.AsNoTracking()
            .Where(report => report.DeliveryId != null && EF.Parameter(ids).Contains(report.DeliveryId.Value))
            .OrderBy(report => report.HappenedAt).Select(report => new { report.DeliveryId, report.Kind })
            .ToListAsync(cancellation)).ToLookup(report => report.DeliveryId!.Value, report => report.Kind);
        return
        [
            .. obligations.Select(obligation =>
            {
                var letter = obligation.DeliveryId is { } id ? letters.GetValueOrDefault(id) : null;
                return new ObligationTrace(
                    obligation.Occasion, obligation.SubscriberId.ToString("N")[^8..], obligation.SubscriptionId,
                    obligation.Frequency, obligation.State, obligation.Reason, obligation.OwedAt, obligation.DueAt,
                    obligation.DeliveryId, letter?.State, letter?.AcceptedAt, letter?.LastText,
                    letter is null ? [] : [.. reports[letter.Id]]);
            }),
        ];
    }
}
