using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>
/// What became of letters whose answer was lost. A transport that can tell is asked. One that reports by itself has ten
/// minutes for it; its silence means something only while its reports come at all. Where nobody can know, the policy
/// decides between a second letter and none, and a second one is counted.
/// </summary>
internal sealed class Inquiry(
    Channel channel, IOptions<MailOptions> options, TimeProvider clock, MailMeter meter, ILogger<Inquiry> log)
{
    static readonly Duration AskAgainAfter = Duration.FromSeconds(30);
    static readonly Duration ReportsAreAliveFor = Duration.FromMinutes(5);
    static readonly Duration Alarm = Duration.FromMinutes(30);

    /// <summary>
    /// When one can know at the earliest what became of a letter that is in doubt since now. A provider that can be
    /// asked says no as long as the call is still on its way to it: that counts when the lease has ended, before which
    /// no call has begun that did not have its time twice (<see cref="MailOptionsRules"/>).
    /// </summary>
    public Instant From => channel.Abilities.Lookup ? Now : Now + options.Value.Quarantine;

    /// <summary>Every one of these is decided, or will be asked for again.</summary>
    public async Task DecideAsync(PortalDb db, IReadOnlyList<Delivery> doubtful, CancellationToken cancellation)
    {
        var ids = doubtful.Select(delivery => delivery.Id).ToList();
        var attempts = await db.DeliveryAttempts.AsNoTracking()
            .Where(attempt => ids.Contains(attempt.DeliveryId)).ToListAsync(cancellation);
        var arrived = await ArrivedAsync(db, ids, attempts, cancellation);
        var silence = await SilenceAsync(db, cancellation);
        foreach (var delivery in doubtful)
        {
            if (arrived is null) delivery.AskAgain(Now + AskAgainAfter);
            else if (arrived.Contains(delivery.Id)) delivery.Accept(Now, null, "asked", "The provider has it.");
            else Interpret(delivery, silence, Since(delivery, attempts));
        }
    }

    /// <summary>Null: it could not be asked.</summary>
    async Task<HashSet<Guid>?> ArrivedAsync(
        PortalDb db, List<Guid> ids, List<DeliveryAttempt> attempts, CancellationToken cancellation)
    {
        var arrived = attempts.Where(attempt => attempt.Outcome == AttemptOutcome.Accepted)
            .Select(attempt => attempt.DeliveryId).ToHashSet();
        if (channel.Abilities.Reports) arrived.UnionWith(await ReportedAsync(db, ids, cancellation));
        if (!channel.Abilities.Lookup) return arrived;
        try
        {
            arrived.UnionWith(await channel.LookupAsync(ids, cancellation));
            return arrived;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or TimeoutException)
        {
            log.LogWarning(fault, "The provider could not be asked about {Count} letters", ids.Count);
            return null;
        }
    }

    static Task<List<Guid>> ReportedAsync(PortalDb db, List<Guid> ids, CancellationToken cancellation) =>
        db.ProviderEvents.AsNoTracking()
            .Where(report => report.DeliveryId != null && ids.Contains(report.DeliveryId.Value))
            .Select(report => report.DeliveryId!.Value).Distinct().ToListAsync(cancellation);

    /// <summary>What it means that nothing is known of a letter.</summary>
    async Task<Silence> SilenceAsync(PortalDb db, CancellationToken cancellation)
    {
        if (channel.Abilities.Lookup) return Silence.NotThere;
        var alive = Now - ReportsAreAliveFor;
        return channel.Abilities.Reports
            && await db.ProviderEvents.AnyAsync(report => report.ReceivedAt > alive, cancellation)
            ? Silence.NotThere : Silence.Nothing;
    }

    void Interpret(Delivery delivery, Silence silence, Instant since)
    {
        if (silence == Silence.NotThere) delivery.GiveBack(Now);
        else if (channel.Abilities.Reports && Now - since < Alarm) delivery.AskAgain(Now + AskAgainAfter);
        else if (options.Value.Doubt == DoubtPolicy.PreferSilence)
            delivery.Drop(DeliveryState.Expired, "Nobody knows whether it arrived, and Mail:Doubt prefers silence.");
        else SendAgain(delivery);
    }

    void SendAgain(Delivery delivery)
    {
        log.LogWarning("Nobody knows whether letter {Delivery} arrived; it is sent again", delivery.Id);
        meter.PossibleDuplicates.Add(1);
        delivery.GiveBack(Now);
    }

    static Instant Since(Delivery delivery, List<DeliveryAttempt> attempts) =>
        attempts.Where(attempt => attempt.DeliveryId == delivery.Id).Select(attempt => attempt.StartedAt)
            .DefaultIfEmpty(delivery.CreatedAt).Max();

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    enum Silence
    {
        Nothing,
        NotThere,
    }
}
