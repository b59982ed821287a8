using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>
/// Looks from time to time at what cannot be counted as it happens: letters in doubt, and what part of the letters of
/// late came back or was complained of. Where too many complain, letters that nobody waits for rest: going on would
/// cost everybody the good name that mail needs.
/// </summary>
internal sealed class MailWatch(IDbContextFactory<PortalDb> databases, TimeProvider clock, MailMeter meter)
{
    const double Warning = 0.0008;
    const double TooMany = 0.0025;
    const int FewestToJudge = 1_000;

    static readonly Duration Hour = Duration.FromHours(1);
    static readonly Duration Day = Duration.FromDays(1);

    /// <summary>Only letters that somebody waits for may leave.</summary>
    public bool BulkRests { get; private set; }

    public async Task LookAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        meter.Unknown = await db.Deliveries.CountAsync(
            delivery => delivery.State == DeliveryState.Unknown, cancellation);
        meter.BounceRatio = (await RatioAsync(db, ReportMeaning.HardBounce, Hour, cancellation)).Ratio;
        var (complaints, accepted) = await RatioAsync(db, ReportMeaning.Complaint, Day, cancellation);
        meter.ComplaintRatio = complaints;
        BulkRests = accepted >= FewestToJudge && complaints >= TooMany;
        IsWarned = accepted >= FewestToJudge && complaints >= Warning;
    }

    public bool IsWarned { get; private set; }

    async Task<(double Ratio, int Accepted)> RatioAsync(
        PortalDb db, ReportMeaning meaning, Duration lately, CancellationToken cancellation)
    {
        var since = Instant.FromDateTimeOffset(clock.GetUtcNow()) - lately;
        var reports = await db.ProviderEvents.CountAsync(
            report => report.ReceivedAt > since && report.Meaning == meaning && report.AppliedAt != null, cancellation);
        var accepted = await db.Deliveries.CountAsync(
            delivery => delivery.AcceptedAt > since && delivery.CreatedAt > since - Day, cancellation);
        return (accepted == 0 ? 0 : (double)reports / accepted, accepted);
    }
}
