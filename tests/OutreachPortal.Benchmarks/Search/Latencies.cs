using System.Diagnostics;

namespace OutreachPortal.Benchmarks.Search;

/// <summary>The least time of each query over the runs; what disturbs a shared processor is taken out that way.</summary>
sealed class Latencies(string engine, string tier, IReadOnlyList<KitQuery> queries)
{
    readonly double[] _least = [.. Enumerable.Repeat(double.MaxValue, queries.Count)];
    double _firstMean;

    public double Mean => _least.Average();

    public string Engine => engine;

    public double Percentile(double share)
    {
        var sorted = _least.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }

    /// <summary>Asks every query once.</summary>
    public void Run(Func<KitQuery, long> ask)
    {
        var sum = 0.0;
        for (var i = 0; i < queries.Count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            ask(queries[i]);
            var micros = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            _least[i] = Math.Min(_least[i], micros);
            sum += micros;
        }

        _firstMean = _firstMean == 0 ? sum / queries.Count : _firstMean;
    }

    public void Print()
    {
        Console.WriteLine(FormattableString.Invariant(
            $"{engine} {tier}: p50 {Percentile(0.5):F0} p95 {Percentile(0.95):F0} p99 {Percentile(0.99):F0} mean {Mean:F1} µs; first run mean {_firstMean:F0} µs"));
        foreach (var kind in queries.Index().GroupBy(query => query.Item.Class, query => _least[query.Index]))
        {
            Console.WriteLine(FormattableString.Invariant($"    {kind.Key}: median {kind.Order().ElementAt(kind.Count() / 2):F0} mean {kind.Average():F0}"));
        }
    }
}
