using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OutreachPortal.Mail;

/// <summary>What the post counts for those who watch it.</summary>
internal sealed class MailMeter
{
    public const string Name = "OutreachPortal.Mail";

    readonly Counter<long> _deliveries;
    readonly Counter<long> _breaker;
    long _recoveredAt;

    public MailMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _deliveries = meter.CreateCounter<long>("delivery_total");
        _breaker = meter.CreateCounter<long>("breaker_opened_total");
        meter.CreateObservableGauge("breaker_open", () => ChannelRests() ? 1 : 0);
        ClaimConflicts = meter.CreateCounter<long>("claim_conflicts_total");
        PossibleDuplicates = meter.CreateCounter<long>("possible_duplicate_total");
        TooManyRequests = meter.CreateCounter<long>("provider_429_total");
        Suppressed = meter.CreateCounter<long>("suppressed_total");
        meter.CreateObservableGauge("delivery_unknown", () => Unknown);
        meter.CreateObservableGauge("bounce_ratio_1h", () => BounceRatio);
        meter.CreateObservableGauge("complaint_ratio_24h", () => ComplaintRatio);
        meter.CreateObservableGauge("letters_overdue", () => Overdue);
        meter.CreateObservableGauge("recovery_age_seconds", RecoveryAge, "s");
        WebhookLag = meter.CreateHistogram<double>("webhook_lag_seconds", "s");
    }

    public Counter<long> ClaimConflicts { get; }

    public Counter<long> PossibleDuplicates { get; }

    public Counter<long> TooManyRequests { get; }

    public Counter<long> Suppressed { get; }

    public Histogram<double> WebhookLag { get; }

    /// <summary>Whether the channel is closed at this moment.</summary>
    public Func<bool> ChannelRests { get; set; } = () => false;

    /// <summary>Letters that should have left half an hour ago.</summary>
    public long Overdue { get; set; }

    /// <summary>As of the last look.</summary>
    public long Unknown { get; set; }

    public double BounceRatio { get; set; }

    public double ComplaintRatio { get; set; }

    /// <summary>What a crash left behind was looked for just now.</summary>
    public void Recovered() => Interlocked.Exchange(ref _recoveredAt, Stopwatch.GetTimestamp());

    public void BreakerOpened() => _breaker.Add(1);

    public void Count(IEnumerable<Delivery> changed)
    {
        foreach (var delivery in changed.Where(delivery => delivery.State != DeliveryState.Claimed))
            _deliveries.Add(1, new("kind", delivery.Kind.ToString()), new("state", delivery.State.ToString()));
    }

    /// <summary>Nothing before the first look: a command never looks.</summary>
    IEnumerable<Measurement<double>> RecoveryAge() => Interlocked.Read(ref _recoveredAt) is var at and not 0
        ? [new(Stopwatch.GetElapsedTime(at).TotalSeconds)]
        : [];
}
