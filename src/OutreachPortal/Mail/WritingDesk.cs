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
        Dictionary<Guid, OutgoingLetter> letters = [];
        foreach (var late in claim.Deliveries.Where(IsLate))
            others[late.Id] = delivery => delivery.Drop(DeliveryState.Expired, "It was too late for it.");
        var due = claim.Deliveries.Where(delivery => !IsLate(delivery));
        foreach (var own in due.GroupBy(delivery => writers.Find(delivery.Kind)!))
            await WriteAsync(own.Key, [.. own], new Desk(letters, others), cancellation);
        foreach (var mac in await SuppressedAsync(letters.Values, cancellation))
        {
            foreach (var letter in letters.Values.Where(letter => letter.AddressMac == mac))
            {
                others[letter.DeliveryId] = delivery =>
                    delivery.Drop(DeliveryState.Suppressed, "The address gets no more letters.");
            }
        }
        var leaving = claim.Deliveries
            .Where(delivery => letters.ContainsKey(delivery.Id) && !others.ContainsKey(delivery.Id));
        return new Pile([.. leaving.Select(delivery => letters[delivery.Id])], others);
    }

    /// <summary>
    /// A fault of the database is nobody's letter's. Any other is one's, and halving finds which.
    /// </summary>
    async Task WriteAsync(
        ILetterWriter writer, IReadOnlyList<Delivery> deliveries, Desk desk, CancellationToken cancellation)
    {
        try
        {
            var drafts = await writer.WriteAsync(deliveries, cancellation);
            foreach (var (delivery, draft) in deliveries.Zip(drafts)) Lay(delivery, draft, desk);
        }
        catch (Exception fault) when (IsOfALetter(fault) && deliveries is [var poison])
        {
            PutAside(poison, fault, desk);
        }
        catch (Exception fault) when (IsOfALetter(fault))
        {
            var half = deliveries.Count / 2;
            await WriteAsync(writer, [.. deliveries.Take(half)], desk, cancellation);
            await WriteAsync(writer, [.. deliveries.Skip(half)], desk, cancellation);
        }
    }

    void Lay(Delivery delivery, Draft draft, Desk desk)
    {
        if (draft is NotWanted unwanted)
        {
            desk.Others[delivery.Id] = dropped => dropped.Drop(unwanted.State, unwanted.Reason);
            return;
        }
        try
        {
            if (Addressed(delivery, ((Written)draft).Letter, desk.Others) is { } letter)
                desk.Letters[delivery.Id] = letter;
        }
        catch (Exception fault) when (IsOfALetter(fault))
        {
            PutAside(delivery, fault, desk);
        }
    }

    static bool IsOfALetter(Exception fault) => fault is not (OperationCanceledException or DbException);

    bool IsLate(Delivery delivery) => delivery.ExpiresAt <= Now;

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

    void PutAside(Delivery poison, Exception fault, Desk desk)
    {
        log.LogError(fault, "Letter {Delivery} ({Kind}) could not be written", poison.Id, poison.Kind);
        desk.Others[poison.Id] = delivery =>
        {
            if (delivery.Faults + 1 >= RetryPlan.Faults) delivery.Fail(Delivery.Content, fault.Message);
            else delivery.Stumble(Now + RestAfterFault, fault.Message);
        };
    }

    async Task<HashSet<string>> SuppressedAsync(
        IReadOnlyCollection<OutgoingLetter> letters, CancellationToken cancellation)
    {
        var macs = letters.Select(letter => letter.AddressMac).Distinct().ToList();
        return macs.Count == 0 ? [] : await db.Suppressions.AsNoTracking()
            .Where(suppression => EF.Parameter(macs).Contains(suppression.Mac))
            .Select(suppression => suppression.Mac).ToHashSetAsync(cancellation);
    }

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>What is written so far, and what becomes of the rest.</summary>
    sealed record Desk(Dictionary<Guid, OutgoingLetter> Letters, Dictionary<Guid, Action<Delivery>> Others);
}
