using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>How many readers of the last day complained.</summary>
internal enum Complaints
{
    Few,

    /// <summary>Providers begin to mind.</summary>
    Many,

    /// <summary>Only letters that somebody waits for may leave.</summary>
    TooMany,
}

/// <summary>
/// Looks from time to time at what cannot be counted as it happens: letters in doubt, and what part of the letters of
/// late came back or was complained of. Where too many complain, letters that nobody waits for rest: going on would
/// cost everybody the good name that mail needs. They go on by themselves when that day is over.
/// </summary>
internal sealed class MailWatch(
    IDbContextFactory<PortalDb> databases, TimeProvider clock, MailMeter meter, ILogger<MailWatch> log)
{
    const double Warning = 0.0008;
    const double TooMany = 0.0025;
    const int FewestToJudge = 1_000;

    static readonly Duration TooLong = Duration.FromMinutes(30);
    static readonly Duration CountEvery = Duration.FromMinutes(1);
    static readonly Duration Hour = Duration.FromHours(1);
    static readonly Duration Day = Duration.FromDays(1);

    readonly Alarm _standsStill = new();
    readonly Alarm _doubts = new();
    Instant? _countedAt;

    public Complaints Complaints { get; private set; }

    public bool BulkRests => Complaints == Complaints.TooMany;

    public async Task LookAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        meter.Unknown = await db.Deliveries.CountAsync(
            delivery => delivery.State == DeliveryState.Unknown, cancellation);
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        // A day has a million letters: counting them is not done with every look.
        if (_countedAt is { } last && now >= last && now < last + CountEvery) return;
        _countedAt = now;
        meter.BounceRatio = (await RatioAsync(db, ReportMeaning.HardBounce, now - Hour, cancellation)).Ratio;
        var (complaints, accepted) = await RatioAsync(db, ReportMeaning.Complaint, now - Day, cancellation);
        meter.ComplaintRatio = complaints;
        Judge(accepted < FewestToJudge ? 0 : complaints);
        await RingAsync(db, now - TooLong, cancellation);
    }

    /// <summary>
    /// Somebody must come only where something is broken: letters wait and none leaves, or none knows.
    /// </summary>
    async Task RingAsync(PortalDb db, Instant late, CancellationToken cancellation)
    {
        var overdue = await db.Deliveries.CountAsync(
            letter => letter.State == DeliveryState.Pending && letter.NotBefore < late, cancellation);
        meter.Overdue = overdue;
        var stands = overdue > 0 && !BulkRests && !await AcceptedSince(db, late).AnyAsync(cancellation);
        if (_standsStill.Rings(stands))
            log.LogError("No letter was accepted for half an hour, and {Overdue} should have left by then", overdue);
        var doubtful = await db.Deliveries.CountAsync(
            letter => letter.State == DeliveryState.Unknown
                && !db.DeliveryAttempts.Any(attempt => attempt.DeliveryId == letter.Id && attempt.StartedAt > late),
            cancellation);
        if (_doubts.Rings(doubtful > 0))
            log.LogError("Of {Doubtful} letters nobody knew for half an hour whether they arrived", doubtful);
    }

    internal static IQueryable<Delivery> AcceptedSince(PortalDb db, Instant since) =>
        db.Deliveries.Where(delivery => delivery.AcceptedAt > since);

    internal static IQueryable<ProviderEvent> ReportedSince(PortalDb db, ReportMeaning meaning, Instant since) =>
        db.ProviderEvents.Where(
            report => report.ReceivedAt > since && report.Meaning == meaning && report.AppliedAt != null);

    static async Task<(double Ratio, int Accepted)> RatioAsync(
        PortalDb db, ReportMeaning meaning, Instant since, CancellationToken cancellation)
    {
        var reports = await ReportedSince(db, meaning, since).CountAsync(cancellation);
        var accepted = await AcceptedSince(db, since).CountAsync(cancellation);
        return (accepted == 0 ? 0 : (double)reports / accepted, accepted);
    }

    /// <summary>Somebody is told when it changes, not with every look.</summary>
    void Judge(double ratio)
    {
        var before = Complaints;
        Complaints = ratio switch
        {
            >= TooMany => Complaints.TooMany,
            >= Warning => Complaints.Many,
            _ => Complaints.Few,
        };
        if (Complaints == before) return;
        if (Complaints == Complaints.TooMany)
            log.LogError("{Ratio:P2} of the last day's letters were complained of: alerts and digests rest", ratio);
        else if (Complaints == Complaints.Many)
            log.LogWarning("{Ratio:P2} of the last day's letters were complained of; at 0.25 % alerts rest", ratio);
        else log.LogInformation("Complaints are few again");
    }
}
