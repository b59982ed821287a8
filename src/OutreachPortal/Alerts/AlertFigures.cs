using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using NodaTime;

namespace OutreachPortal.Alerts;

/// <summary>What an operator watches of the alerts. No person and no address is in any of it.</summary>
internal sealed class AlertFigures : IDisposable
{
    public const string Name = "OutreachPortal.Alerts";

    readonly Meter _meter = new(Name);
    readonly Counter<long> _owed;
    readonly Counter<long> _matched;
    readonly Counter<long> _missing;
    readonly Counter<long> _late;
    readonly Counter<long> _unproved;
    readonly Histogram<double> _publishToAccept;
    readonly Histogram<double> _digestLag;
    readonly ConcurrentDictionary<Frequency, (long Count, double Oldest)> _standing = [];
    long _setAside;
    long _behind;
    long _digestsMissing;
    long _auditedAt;

    public AlertFigures()
    {
        _owed = _meter.CreateCounter<long>("obligations_total");
        _matched = _meter.CreateCounter<long>("matched_entries_total");
        _missing = _meter.CreateCounter<long>("audit_missing_total");
        _late = _meter.CreateCounter<long>("audit_late_total");
        _unproved = _meter.CreateCounter<long>("delivery_unproved_total");
        _publishToAccept = _meter.CreateHistogram<double>("publish_to_accept_seconds", "s");
        _digestLag = _meter.CreateHistogram<double>("digest_run_lag_seconds", "s");
        _meter.CreateObservableGauge("obligations_owed", () => Each(standing => (double)standing.Count));
        _meter.CreateObservableGauge("oldest_owed_seconds", () => Each(standing => standing.Oldest));
        _meter.CreateObservableGauge("entries_set_aside", () => Interlocked.Read(ref _setAside));
        _meter.CreateObservableGauge("digest_missing", () => Interlocked.Read(ref _digestsMissing));
        _meter.CreateObservableGauge("audit_age_seconds", AuditAge, "s");
        _meter.CreateObservableGauge("entries_behind", () => Interlocked.Read(ref _behind));
    }

    public void Owed(long rows) => _owed.Add(rows);

    public void Matched(long entries) => _matched.Add(entries);

    /// <summary>Must stay at nothing: a second look found what the first had overlooked.</summary>
    public void Missing(long rows) => _missing.Add(rows);

    /// <summary>Alerts that were being confirmed while the notice was being published.</summary>
    public void Late(long rows) => _late.Add(rows);

    /// <summary>A notice that people wait for, and no letter of it was accepted within the hour.</summary>
    public void Unproved(long notices) => _unproved.Add(notices);

    public void Accepted(Duration sincePublished) => _publishToAccept.Record(sincePublished.TotalSeconds);

    public void DigestFinished(Duration sinceDue) => _digestLag.Record(sinceDue.TotalSeconds);

    /// <summary>Words that should have been in a digest two hours ago.</summary>
    public void DigestsMissing(long words) => Interlocked.Exchange(ref _digestsMissing, words);

    /// <summary>A second look was finished just now.</summary>
    public void Audited() => Interlocked.Exchange(ref _auditedAt, Stopwatch.GetTimestamp());

    public void Standing(Frequency frequency, long owed, Duration oldest) =>
        _standing[frequency] = (owed, oldest.TotalSeconds);

    public void Journal(long behind, long setAside)
    {
        Interlocked.Exchange(ref _behind, behind);
        Interlocked.Exchange(ref _setAside, setAside);
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>Nothing in a process that leaves it to another.</summary>
    IEnumerable<Measurement<double>> AuditAge() => Interlocked.Read(ref _auditedAt) is var at and not 0
        ? [new(Stopwatch.GetElapsedTime(at).TotalSeconds)]
        : [];

    /// <summary>How much is owed, and for how many seconds the oldest of it has been due.</summary>
    internal (long Count, double Oldest) StandingOf(Frequency frequency) => _standing.GetValueOrDefault(frequency);

    IEnumerable<Measurement<double>> Each(Func<(long Count, double Oldest), double> value) =>
        _standing.Select(pair => new Measurement<double>(
            value(pair.Value), new KeyValuePair<string, object?>("frequency", pair.Key.ToString())));
}
