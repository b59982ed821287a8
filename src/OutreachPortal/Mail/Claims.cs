using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>
/// Takes letters that are due, so that of several postmen each letter has one. Every lane gets its share of the batch;
/// what a lane does not fill goes to the others in their order.
/// </summary>
internal sealed class Claims(
    IDbContextFactory<PortalDb> databases, IOptions<MailOptions> options, TimeProvider clock, OwnClaims own)
{
    const string Take =
        """
        WITH next AS MATERIALIZED (
            SELECT id FROM deliveries
            WHERE state = 'Pending' AND priority = {0} AND not_before <= {1} AND kind IN (§KINDS§)
            ORDER BY not_before LIMIT {2} §PASS§)
        UPDATE deliveries SET state = 'Claimed', lease_token = {3}, lease_until = {4}
        WHERE id IN (SELECT id FROM next) RETURNING *
        """;

    /// <param name="kinds">The kinds that somebody can write; others wait for a process that can.</param>
    public async Task<Claim?> TakeAsync(
        IReadOnlyCollection<LetterKind> kinds, int count, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        await ReadmitAsync(db, now, cancellation);
        if (count < 1 || kinds.Count == 0 || !await IsAnyDueAsync(db, kinds, now, cancellation)) return null;
        var lease = await LeaseClock.NowAsync(db, clock, cancellation) + options.Value.Lease;
        var errand = new Errand(Guid.NewGuid(), now, lease, SqlOf(db, kinds));
        List<Delivery> taken = [];
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        foreach (var lane in Lane.All)
        {
            var share = Math.Min(lane.ShareOf(count), count - taken.Count);
            taken.AddRange(await TakeAsync(db, errand, lane, share, cancellation));
        }
        foreach (var lane in Lane.All)
            taken.AddRange(await TakeAsync(db, errand, lane, count - taken.Count, cancellation));
        await transaction.CommitAsync(cancellation);
        return taken.Count == 0 ? null : new Claim(errand.Token, taken, options.Value.Lease, own);
    }

    /// <summary>Who was refused for now stands in line again when his time has come.</summary>
    static Task<int> ReadmitAsync(PortalDb db, Instant now, CancellationToken cancellation) => db.Deliveries
        .Where(delivery => delivery.State == DeliveryState.Deferred && delivery.NotBefore <= now)
        .ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.State, DeliveryState.Pending), cancellation);

    /// <summary>A question that takes no lock: an idle postman must not be a writer.</summary>
    static Task<bool> IsAnyDueAsync(
        PortalDb db, IReadOnlyCollection<LetterKind> kinds, Instant now, CancellationToken cancellation) =>
        db.Deliveries.AnyAsync(
            delivery => delivery.State == DeliveryState.Pending && delivery.NotBefore <= now
                && kinds.Contains(delivery.Kind),
            cancellation);

    static async Task<List<Delivery>> TakeAsync(
        PortalDb db, Errand errand, Lane lane, int count, CancellationToken cancellation)
    {
        if (count < 1) return [];
        return await db.Deliveries
            .FromSqlRaw(
                errand.Sql, lane.Priority, Microseconds(errand.Now), count, errand.Token, Microseconds(errand.Until))
            .AsNoTracking().ToListAsync(cancellation);
    }

    /// <summary>Names of our own enum and words of Data: nothing in the text is anybody's input.</summary>
    static string SqlOf(PortalDb db, IReadOnlyCollection<LetterKind> kinds) => Take
        .Replace("§KINDS§", string.Join(", ", kinds.Select(kind => $"'{kind}'")), StringComparison.Ordinal)
        .Replace("§PASS§", LeaseClock.PassOverTaken(db), StringComparison.Ordinal);

    static long Microseconds(Instant instant) => instant.ToUnixTimeTicks() / 10;

    sealed record Errand(Guid Token, Instant Now, Instant Until, string Sql);
}
