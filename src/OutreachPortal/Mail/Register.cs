using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>
/// Writes down what happens to letters. Every change is guarded by the lease that the letter was taken under: of two
/// that think they own it, the database believes one, and the other's work is dropped.
/// </summary>
internal sealed class Register(
    IDbContextFactory<PortalDb> databases, Writers writers, Reports reports, TimeProvider clock, MailMeter meter)
{
    const int Tries = 5;

    /// <summary>
    /// That these letters are about to leave. Returns those of which it is written; only they may.
    /// </summary>
    public Task<IReadOnlyList<OutgoingLetter>> IntendAsync(
        Guid lease, IReadOnlyList<OutgoingLetter> letters, CancellationToken cancellation) =>
        AgainAsync(() => IntendOnceAsync(lease, letters, cancellation));

    /// <summary>What became of letters that did not get as far as leaving.</summary>
    public Task<IReadOnlySet<Guid>> SettleAsync(
        Guid lease, IReadOnlyDictionary<Guid, Action<Delivery>> verbs, CancellationToken cancellation) =>
        ChangeAsync(lease, verbs, cancellation);

    /// <summary>
    /// What the world answered. The attempt is completed even where somebody else has the letter by now: what is known
    /// of it helps him.
    /// </summary>
    public async Task RecordAsync(Guid lease, IReadOnlyList<Verdict> verdicts, CancellationToken cancellation)
    {
        await CompleteAttemptsAsync(lease, verdicts, cancellation);
        var verbs = verdicts.ToDictionary(verdict => verdict.Result.DeliveryId, verdict => verdict.Verb);
        await ChangeAsync(lease, verbs, cancellation);
        await reports.ReceiveAsync([.. verdicts.Where(verdict => verdict.IsOfMailbox).Select(ReportOf)], cancellation);
    }

    /// <summary>What a relay says of a mailbox while it has us on the line is a report like any other.</summary>
    ProviderReport ReportOf(Verdict verdict) => new(
        "smtp", $"{verdict.Result.DeliveryId:N}:{Now.ToUnixTimeTicks()}",
        verdict.Result.Enhanced ?? verdict.Result.Code ?? "", Now)
    {
        DeliveryId = verdict.Result.DeliveryId,
        AddressMac = verdict.AddressMac,
        Meaning = verdict.Result.Mailbox == MailboxWord.Gone ? ReportMeaning.HardBounce : ReportMeaning.MailboxFull,
        Raw = Redacted.Of(verdict.Result.Text) ?? "",
    };

    async Task CompleteAttemptsAsync(Guid lease, IReadOnlyList<Verdict> verdicts, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        foreach (var same in verdicts.GroupBy(verdict => verdict.Result with { DeliveryId = Guid.Empty }))
        {
            var ids = same.Select(verdict => verdict.Result.DeliveryId).ToList();
            await DeliveryAttempt.CompleteAsync(db, lease, ids, same.Key, Now, cancellation);
        }
        await transaction.CommitAsync(cancellation);
    }

    Task<IReadOnlySet<Guid>> ChangeAsync(
        Guid lease, IReadOnlyDictionary<Guid, Action<Delivery>> verbs, CancellationToken cancellation) =>
        AgainAsync(() => ChangeOnceAsync(lease, verbs, cancellation));

    async Task<T> AgainAsync<T>(Func<Task<T>> once)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await once();
            }
            catch (DbUpdateConcurrencyException) when (tried < Tries)
            {
                meter.ClaimConflicts.Add(1);
            }
        }
    }

    async Task<IReadOnlyList<OutgoingLetter>> IntendOnceAsync(
        Guid lease, IReadOnlyList<OutgoingLetter> letters, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var byId = letters.ToDictionary(letter => letter.DeliveryId);
        var ours = await OursAsync(db, lease, [.. byId.Keys], cancellation);
        var batch = Guid.CreateVersion7(clock.GetUtcNow());
        var attempts = ours.Select(delivery => delivery.Intend(
            batch, byId[delivery.Id].Letter.TemplateVersion, HashOf(byId[delivery.Id].Letter), Now)).ToList();
        await Intention.WriteAsync(db, lease, ours, attempts, cancellation);
        await transaction.CommitAsync(cancellation);
        CountLost(letters.Count - ours.Count);
        var intended = ours.Select(delivery => delivery.Id).ToHashSet();
        return [.. letters.Where(letter => intended.Contains(letter.DeliveryId))];
    }

    async Task<IReadOnlySet<Guid>> ChangeOnceAsync(
        Guid lease, IReadOnlyDictionary<Guid, Action<Delivery>> verbs, CancellationToken cancellation)
    {
        if (verbs.Count == 0) return new HashSet<Guid>();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var ours = await OursAsync(db, lease, [.. verbs.Keys], cancellation);
        foreach (var fate in ours.GroupBy(delivery => Fate.Of(delivery, verbs[delivery.Id])))
        {
            var ids = fate.Select(delivery => delivery.Id).ToList();
            if (await fate.Key.WriteAsync(db, lease, ids, cancellation) < ids.Count)
                throw new DbUpdateConcurrencyException("Another process was faster with one of the letters.");
        }
        await writers.TellAsync(db, ours, cancellation);
        await transaction.CommitAsync(cancellation);
        meter.Count(ours);
        CountLost(verbs.Count - ours.Count);
        return ours.Select(delivery => delivery.Id).ToHashSet();
    }

    static Task<List<Delivery>> OursAsync(PortalDb db, Guid lease, List<Guid> ids, CancellationToken cancellation) =>
        db.Deliveries.AsNoTracking()
            .Where(delivery => EF.Parameter(ids).Contains(delivery.Id) && delivery.State == DeliveryState.Claimed
                && delivery.LeaseToken == lease)
            .ToListAsync(cancellation);

    void CountLost(int letters)
    {
        if (letters > 0) meter.ClaimConflicts.Add(letters);
    }

    static string HashOf(Letter letter) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{letter.Subject}\0{letter.Text}\0{letter.Html}")));

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());
}
