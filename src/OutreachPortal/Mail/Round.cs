using Microsoft.Extensions.Options;
using NodaTime;

namespace OutreachPortal.Mail;

internal enum RoundEnd
{
    /// <summary>Letters were taken; there may be more.</summary>
    Walked,

    NothingDue,

    /// <summary>As many have left as may in this second.</summary>
    Enough,

    /// <summary>The channel rests.</summary>
    Closed,
}

/// <summary>
/// One round of a postman: claim, have written, say that they leave, hand over, write down the answers. No transaction
/// is open while the world is spoken to.
/// </summary>
internal sealed class Round(
    Claims claims, WritingDesk desk, Register register, Channel channel, TokenBucket bucket, Writers writers,
    Inquiry inquiry, MailWatch watch, IOptions<MailOptions> options, TimeProvider clock)
{
    public async Task<RoundEnd> WalkAsync(CancellationToken cancellation)
    {
        if (!channel.IsOpen) return RoundEnd.Closed;
        var count = Math.Min(options.Value.Batch, bucket.Available);
        if (count < 1) return RoundEnd.Enough;
        var kinds = watch.BulkRests ? [.. writers.Kinds.Where(kind => Lane.Of(kind) == 0)] : writers.Kinds;
        if (await claims.TakeAsync(kinds, count, cancellation) is not { } claim) return RoundEnd.NothingDue;
        var pile = await desk.WriteAsync(claim, cancellation);
        await register.SettleAsync(claim.Token, pile.Others, cancellation);
        foreach (var batch in pile.Letters.Chunk(channel.Abilities.MaxBatch))
            await HandOverAsync(claim, batch, cancellation);
        return RoundEnd.Walked;
    }

    /// <summary>
    /// Once it is written that letters leave, what follows is not broken off: their answers must be written too.
    /// </summary>
    async Task HandOverAsync(Claim claim, OutgoingLetter[] batch, CancellationToken cancellation)
    {
        if (!claim.MaySend) return;
        if (!channel.IsOpen || cancellation.IsCancellationRequested)
        {
            await GiveBackAsync(claim, batch);
            return;
        }
        var letters = await register.IntendAsync(claim.Token, batch, cancellation);
        if (letters.Count == 0) return;
        bucket.Spend(letters.Count);
        var begun = Now;
        var results = await channel.SendAsync(letters);
        var macs = letters.ToDictionary(letter => letter.DeliveryId, letter => letter.AddressMac);
        await register.RecordAsync(
            claim.Token,
            [
                .. results.Select(result =>
                    Verdict.Of(result, Now, inquiry.From(begun)) with { AddressMac = macs[result.DeliveryId] }),
            ],
            CancellationToken.None);
    }

    Task GiveBackAsync(Claim claim, OutgoingLetter[] batch) => register.SettleAsync(
        claim.Token,
        batch.ToDictionary<OutgoingLetter, Guid, Action<Delivery>>(
            letter => letter.DeliveryId, _ => delivery => delivery.GiveBack(Now)),
        CancellationToken.None);

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());
}
