using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>What came of writing: letters that go, and what becomes of the deliveries that have none.</summary>
internal sealed record Pile(IReadOnlyList<OutgoingLetter> Letters, IReadOnlyDictionary<Guid, Action<Delivery>> Others);

/// <summary>
/// Has every letter of a claim written when it is about to leave. One that cannot be written is put aside and does not
/// hold up the rest; an address that is suppressed, or not among those that a trial may write to, gets nothing.
/// </summary>
internal sealed class WritingDesk(
    Writers writers, AddressBook addresses, PortalDb db, TimeProvider clock, ILogger<WritingDesk> log)
{
    static readonly Duration RestAfterFault = Duration.FromMinutes(1);

    public async Task<Pile> WriteAsync(Claim claim, CancellationToken cancellation)
    {
        Dictionary<Guid, Action<Delivery>> others = [];
        List<OutgoingLetter> letters = [];
        foreach (var delivery in claim.Deliveries)
        {
            if (await TryWriteAsync(delivery, others, cancellation) is { } letter) letters.Add(letter);
        }
        var suppressed = await SuppressedAsync(letters, cancellation);
        foreach (var letter in letters.Where(letter => suppressed.Contains(letter.AddressMac)))
        {
            others[letter.DeliveryId] = delivery =>
                delivery.Drop(DeliveryState.Suppressed, "The address gets no more letters.");
        }
        return new Pile([.. letters.Where(letter => !others.ContainsKey(letter.DeliveryId))], others);
    }

    /// <summary>A fault of the database is nobody's letter's; any other is this one's.</summary>
    async Task<OutgoingLetter?> TryWriteAsync(
        Delivery delivery, Dictionary<Guid, Action<Delivery>> others, CancellationToken cancellation)
    {
        try
        {
            return await WriteAsync(delivery, others, cancellation);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or DbException))
        {
            log.LogError(fault, "Letter {Delivery} ({Kind}) could not be written", delivery.Id, delivery.Kind);
            others[delivery.Id] = PutAside(fault.Message);
            return null;
        }
    }

    async Task<OutgoingLetter?> WriteAsync(
        Delivery delivery, Dictionary<Guid, Action<Delivery>> others, CancellationToken cancellation)
    {
        if (delivery.ExpiresAt <= Now)
        {
            others[delivery.Id] = late => late.Drop(DeliveryState.Expired, "It was too late for it.");
            return null;
        }
        var draft = await writers.Find(delivery.Kind)!.WriteAsync(delivery, cancellation);
        if (draft is NotWanted unwanted) others[delivery.Id] = dropped => dropped.Drop(unwanted.State, unwanted.Reason);
        return draft is Written written ? Addressed(delivery, written.Letter, others) : null;
    }

    OutgoingLetter? Addressed(Delivery delivery, Letter letter, Dictionary<Guid, Action<Delivery>> others)
    {
        var address = addresses.Read(letter.To);
        var outgoing = new OutgoingLetter(delivery.Id, delivery.Kind, letter with { To = address.Typed })
        {
            AddressMac = addresses.HashOf(address),
        };
        if (addresses.MayWriteTo(address)) return outgoing;
        others[delivery.Id] = pretended =>
            pretended.Accept(Now, null, "pretended", "The address is not among Mail:AllowedRecipients.");
        return null;
    }

    Action<Delivery> PutAside(string reason) => delivery =>
    {
        if (delivery.Faults + 1 >= RetryPlan.Faults) delivery.Fail(Delivery.Content, reason);
        else delivery.Stumble(Now + RestAfterFault, reason);
    };

    async Task<HashSet<string>> SuppressedAsync(List<OutgoingLetter> letters, CancellationToken cancellation)
    {
        var macs = letters.Select(letter => letter.AddressMac).Distinct().ToList();
        return macs.Count == 0 ? [] : await db.Suppressions.AsNoTracking()
            .Where(suppression => macs.Contains(suppression.Mac))
            .Select(suppression => suppression.Mac).ToHashSetAsync(cancellation);
    }

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());
}
