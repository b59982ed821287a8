using Microsoft.EntityFrameworkCore;
using OutreachPortal.Alerts;
using OutreachPortal.Data;
using OutreachPortal.Mail;

namespace OutreachPortal.Benchmarks.Chaos;

/// <summary>What a portal still has to do.</summary>
sealed record OpenWork(int Entries, int Owed, int Batched, int Letters)
{
    public static OpenWork Nothing { get; } = new(0, 0, 0, 0);

    public bool IsNothing => this == Nothing;

    public static async Task<OpenWork> OfAsync(PortalDb db) => new(
        await db.Journal.CountAsync(entry => !db.MatchedEntries.Any(matched =>
            matched.Sequence == entry.Sequence && matched.State == MatchState.Matched)),
        await db.Obligations.CountAsync(one => one.State == ObligationState.Owed),
        await db.Obligations.CountAsync(one => one.State == ObligationState.Batched),
        await db.Deliveries.CountAsync(one => one.State == DeliveryState.Pending || one.State == DeliveryState.Claimed
            || one.State == DeliveryState.Deferred || one.State == DeliveryState.Unknown));

    public override string ToString() =>
        $"{Entries} entries of the journal, {Owed} owed, {Batched} in letters on their way, {Letters} letters";
}
