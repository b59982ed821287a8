using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Mail;

namespace OutreachPortal.Alerts;

/// <summary>
/// What is done for subscribers without their asking: addresses that bounced or complained are left alone, and whoever
/// did nothing for a year is asked once whether the alerts are still wanted. Doing it again changes nothing.
/// </summary>
internal sealed class Care(
    IDbContextFactory<PortalDb> databases, Endings endings, IOptions<AlertsOptions> limits, TimeProvider clock)
{
    const int AtOnce = 1_000;

    /// <summary>
    /// Follows what the post learnt: a mailbox that is gone or complains ends every alert, with the reason.
    /// </summary>
    /// <returns>How many people.</returns>
    public async Task<int> FollowSuppressionsAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await (
            from suppression in db.Suppressions
            join person in db.Subscribers on suppression.Mac equals person.EmailMac
            where (person.State == SubscriberState.Active || person.State == SubscriberState.Unconfirmed)
                && (suppression.Reason == SuppressionReason.HardBounce
                    || suppression.Reason == SuppressionReason.Complaint)
            orderby person.Id
            select new { Person = person, suppression.Reason }).Take(AtOnce).ToListAsync(cancellation);
        if (found.Count == 0) return 0; // looked for every few seconds: mostly there is nothing to write
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        foreach (var one in found)
        {
            one.Person.State = SubscriberState.Suppressed;
            await endings.EndAllAsync(db, one.Person.Id, ReasonOf(one.Reason), cancellation);
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return found.Count;
    }

    /// <summary>One letter, and none again before the next silent year.</summary>
    public async Task<int> AskAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = Now;
        var silentSince = now - Duration.FromDays(limits.Value.AskAfterSilentDays);
        var silent = await db.Subscribers
            .Where(person => person.State == SubscriberState.Active && person.ActedAt <= silentSince
                && person.KeepAskedAt == null
                && db.Subscriptions.Any(alert => alert.SubscriberId == person.Id
                    && alert.EndedAt == null && alert.StartedAt != null))
            .OrderBy(person => person.Id).Take(AtOnce).ToListAsync(cancellation);
        foreach (var person in silent)
        {
            person.KeepAskedAt = now;
            Post.Put(db, new Posting(person.Id, LetterKind.Notice, $"keep:{now.ToUnixTimeTicks()}", now));
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return silent.Count;
    }

    /// <summary>No answer is an answer.</summary>
    public async Task<int> EndUnwantedAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var askedBefore = Now - Duration.FromDays(limits.Value.EndAfterAskingDays);
        var silent = await db.Subscribers
            .Where(person => person.State == SubscriberState.Active && person.KeepAskedAt <= askedBefore)
            .OrderBy(person => person.Id).Take(AtOnce).ToListAsync(cancellation);
        foreach (var person in silent)
        {
            person.KeepAskedAt = null;
            await endings.EndAllAsync(db, person.Id, EndReason.NoLongerWanted, cancellation);
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return silent.Count;
    }

    static EndReason ReasonOf(SuppressionReason reason) =>
        reason == SuppressionReason.Complaint ? EndReason.Complaint : EndReason.HardBounce;

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow()).ToMicroseconds();
}
