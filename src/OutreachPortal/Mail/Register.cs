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
    public async Task<IReadOnlyList<OutgoingLetter>> IntendAsync(
        Guid lease, IReadOnlyList<OutgoingLetter> letters, CancellationToken cancellation)
    {
        var batch = Guid.CreateVersion7(clock.GetUtcNow());
        var byId = letters.ToDictionary(letter => letter.DeliveryId);
        var intended = await ChangeAsync(lease, byId.Keys, (db, delivery) =>
        {
            var letter = byId[delivery.Id].Letter;
            db.DeliveryAttempts.Add(delivery.Intend(batch, letter.TemplateVersion, HashOf(letter), Now));
        }, cancellation);
        return [.. letters.Where(letter => intended.Contains(letter.DeliveryId))];
    }

    /// <summary>What became of letters that did not get as far as leaving.</summary>
    public Task<IReadOnlySet<Guid>> SettleAsync(
        Guid lease, IReadOnlyDictionary<Guid, Action<Delivery>> verbs, CancellationToken cancellation) =>
        ChangeAsync(lease, [.. verbs.Keys], (_, delivery) => verbs[delivery.Id](delivery), cancellation);

    /// <summary>
    /// What the world answered. The attempt is completed even where somebody else has the letter by now: what is known
    /// of it helps him.
    /// </summary>
    public async Task RecordAsync(Guid lease, IReadOnlyList<Verdict> verdicts, CancellationToken cancellation)
    {
        var byId = verdicts.ToDictionary(verdict => verdict.Result.DeliveryId);
        await CompleteAttemptsAsync(lease, byId, cancellation);
        await ChangeAsync(lease, byId.Keys, (_, delivery) => byId[delivery.Id].Verb(delivery), cancellation);
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

    async Task CompleteAttemptsAsync(Guid lease, Dictionary<Guid, Verdict> verdicts, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var ids = verdicts.Keys.ToList();
        var attempts = await db.DeliveryAttempts
            .Where(attempt => ids.Contains(attempt.DeliveryId)
                && attempt.LeaseToken == lease && attempt.EndedAt == null)
            .ToListAsync(cancellation);
        foreach (var attempt in attempts) attempt.Complete(verdicts[attempt.DeliveryId].Result, Now);
        await db.SaveChangesAsync(cancellation);
    }

    async Task<IReadOnlySet<Guid>> ChangeAsync(
        Guid lease, IReadOnlyCollection<Guid> ids, Action<PortalDb, Delivery> verb, CancellationToken cancellation)
    {
        if (ids.Count == 0) return new HashSet<Guid>();
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await ChangeOnceAsync(lease, ids, verb, cancellation);
            }
            catch (DbUpdateConcurrencyException) when (tried < Tries)
            {
                meter.ClaimConflicts.Add(1);
            }
        }
    }

    async Task<IReadOnlySet<Guid>> ChangeOnceAsync(
        Guid lease, IReadOnlyCollection<Guid> ids, Action<PortalDb, Delivery> verb, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var ours = await db.Deliveries
            .Where(delivery => ids.Contains(delivery.Id) && delivery.State == DeliveryState.Claimed
                && delivery.LeaseToken == lease)
            .ToListAsync(cancellation);
        foreach (var delivery in ours) verb(db, delivery);
        await db.SaveChangesAsync(cancellation);
        await writers.TellAsync(db, ours, cancellation);
        await transaction.CommitAsync(cancellation);
        meter.Count(ours);
        if (ours.Count < ids.Count) meter.ClaimConflicts.Add(ids.Count - ours.Count);
        return ours.Select(delivery => delivery.Id).ToHashSet();
    }

    static string HashOf(Letter letter) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{letter.Subject}\0{letter.Text}\0{letter.Html}")));

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());
}
