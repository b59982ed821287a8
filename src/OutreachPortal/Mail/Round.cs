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
        using var claim = await claims.TakeAsync(kinds, count, cancellation);
        if (claim is null) return RoundEnd.NothingDue;
        var pile = await desk.WriteAsync(claim, cancellation);
        await register.SettleAsync(claim.Token, pile.Others, cancellation);
        foreach (var batch in pile.Letters.Chunk(InDoubtAtOnce)) await HandOverAsync(claim, batch, cancellation);
        return RoundEnd.Walked;
    }

    /// <summary>
    /// How many letters may be in doubt together after a crash. Where the provider can be asked that costs a question;
    /// elsewhere it is perhaps a second letter to each, and no more than one call carries are announced at once.
    /// </summary>
    int InDoubtAtOnce => channel.Abilities.Lookup ? options.Value.Batch : channel.Abilities.MaxBatch;

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
        var macs = letters.ToDictionary(letter => letter.DeliveryId, letter => letter.AddressMac);
        List<Verdict> verdicts = [];
        foreach (var call in letters.Chunk(channel.Abilities.MaxBatch))
            verdicts.AddRange(await CallAsync(claim, call, cancellation));
        await register.RecordAsync(
            claim.Token,
            [.. verdicts.Select(verdict => verdict with { AddressMac = macs[verdict.Result.DeliveryId] })],
            CancellationToken.None);
    }

    /// <summary>
    /// What was announced with others and could not be handed over any more goes back in line; past the safe part of
    /// the lease nothing is said of it, because another may have it.
    /// </summary>
    async Task<IEnumerable<Verdict>> CallAsync(Claim claim, OutgoingLetter[] letters, CancellationToken cancellation)
    {
        if (!claim.MaySend) return [];
        var begun = Now;
        if (!channel.IsOpen || cancellation.IsCancellationRequested)
            return Channel.NotTried(letters)
                .Select(result => new Verdict(result, delivery => delivery.GiveBack(begun)));
        bucket.Spend(letters.Length);
        var results = await channel.SendAsync(letters);
        var (answered, askFrom) = (Now, inquiry.From);
        return results.Select(result => Verdict.Of(result, answered, askFrom)).ToList();
    }

    Task GiveBackAsync(Claim claim, OutgoingLetter[] batch) => register.SettleAsync(
        claim.Token,
        batch.ToDictionary<OutgoingLetter, Guid, Action<Delivery>>(
            letter => letter.DeliveryId, _ => delivery => delivery.GiveBack(Now)),
        CancellationToken.None);

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());
}
