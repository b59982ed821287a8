using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Mail;

namespace OutreachPortal.Alerts;

/// <summary>What one pass did.</summary>
/// <param name="Matched">False where a serving process follows the journal itself.</param>
internal sealed record PassReport(bool Matched, int Reminders, int Immediate, int Digests, int Accepted);

/// <summary>Once through everything that a serving process does round after round, as of one moment.</summary>
internal sealed class AlertPass(
    IDbContextFactory<PortalDb> databases, Tenures tenures, Matcher matcher, Reminders reminders, Dispatch dispatch,
    Digests digests, Postman postman)
{
    public async Task<PassReport> RunAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var before = await AcceptedAsync(db, cancellation);
        try
        {
            var matched = await matcher.FollowAsync(cancellation);
            var reminded = matched ? await reminders.RunAsync(cancellation) : 0;
            var immediate = matched ? await dispatch.RunAsync(cancellation) : 0;
            var digested = await digests.RunAsync(cancellation) ?? 0;
            await postman.RunAsync(cancellation);
            return new PassReport(
                matched, reminded, immediate, digested, await AcceptedAsync(db, cancellation) - before);
        }
        finally
        {
            await postman.LeaveAsync();
            await tenures.GiveUpAsync(db, CancellationToken.None);
        }
    }

    static Task<int> AcceptedAsync(PortalDb db, CancellationToken cancellation) =>
        db.Deliveries.CountAsync(delivery => delivery.State == DeliveryState.Accepted, cancellation);
}
