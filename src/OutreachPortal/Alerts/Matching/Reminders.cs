using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>
/// Seven days and one day before a followed item closes, whoever follows it is reminded. A moved deadline is reminded
/// of anew; a reminder that could not be made in time is made late, and says what is really left.
/// </summary>
internal sealed class Reminders(
    IDbContextFactory<PortalDb> databases, Tenures tenures, Ledger ledger, TimeProvider clock)
{
    static readonly int[] Days = [1, 7];

    /// <summary>Once a minute; what expired meanwhile is struck out. The caller holds the matcher's lease.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await ledger.ExpireAsync(db, cancellation);
        var closing = await ClosingAsync(db, cancellation);
        var owed = 0;
        foreach (var some in closing.Chunk(Ledger.RowsAtOnce))
        {
            await tenures.Matching.ProlongAsync(db, cancellation);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            await tenures.Matching.HoldAsync(db, cancellation);
            owed += await Ledger.OweAsync(db, some, cancellation);
            await transaction.CommitAsync(cancellation);
        }
        return owed;
    }

    public static string OccasionOf(long item, int days, Instant deadline) =>
        string.Create(CultureInfo.InvariantCulture, $"closing:{item}:{days}:{Rows.Column(deadline)}");

    public static bool IsOne(string occasion) => occasion.StartsWith("closing:", StringComparison.Ordinal);

    async Task<List<Owing>> ClosingAsync(PortalDb db, CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var soon = now + Duration.FromDays(Days.Max());
        var items = await db.Opportunities.AsNoTracking()
            .Where(item => item.State == State.Published && item.InvitesAnswer
                && item.Deadline > now && item.Deadline <= soon
                && db.Subscriptions.Any(following => following.OpportunityId == item.Id && following.EndedAt == null))
            .OrderBy(item => item.Deadline).ToDictionaryAsync(item => item.Id, cancellation);
        var ids = items.Keys.ToList();
        var reminded = (await db.Obligations.AsNoTracking()
            .Where(obligation => obligation.Sequence == null && EF.Parameter(ids).Contains(obligation.OpportunityId))
            .Select(obligation => new { obligation.SubscriberId, obligation.Occasion }).ToListAsync(cancellation))
            .Select(obligation => (obligation.SubscriberId, obligation.Occasion)).ToHashSet();
        var followers = await Audience.ActiveAsync(db, db.Subscriptions.Where(following =>
            following.OpportunityId != null && EF.Parameter(ids).Contains(following.OpportunityId.Value)), now, cancellation);
        return
        [
            .. followers.Select(follower => OwingTo(follower, items[follower.Item!.Value], now)).OfType<Owing>()
                .Where(owing => !reminded.Contains((owing.By.Subscriber, owing.Occasion))),
        ];
    }

    /// <summary>Who began to follow after a reminder's moment has just seen how much time is left.</summary>
    static Owing? OwingTo(Candidate follower, Opportunity item, Instant now)
    {
        var deadline = item.Deadline!.Value;
        var days = Days.First(days => now >= deadline - Duration.FromDays(days));
        var due = deadline - Duration.FromDays(days);
        return follower.StartedAt > due || follower.EndedAt is not null ? null
            : new Owing(follower, OccasionOf(item.Id, days, deadline), item.Id, item.Revision, due)
            {
                ExpiresAt = deadline, IsUrgent = true,
            };
    }
}
