using System.Diagnostics;

namespace OutreachPortal.Benchmarks.Search;

/// <summary>The least time of each query over the runs; what disturbs a shared processor is taken out that way.</summary>
sealed class Latencies(string engine, string tier, IReadOnlyList<KitQuery> queries)
{
    readonly double[] _least = [.. Enumerable.Repeat(double.MaxValue, queries.Count)];
    double _firstMean;
    double _processor = double.MaxValue;

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
        var before = Processor();
        for (var i = 0; i < queries.Count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            ask(queries[i]);
            var micros = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            _least[i] = Math.Min(_least[i], micros);
            sum += micros;
        }

        _firstMean = _firstMean == 0 ? sum / queries.Count : _firstMean;
        _processor = Math.Min(_processor, (Processor() - before) / queries.Count);
    }

    /// <summary>Asks every query twice from two threads, and returns how many were answered in a second.</summary>
    public double Throughput(Func<KitQuery, long> ask)
    {
        var (next, before, watch) = (-1, Processor(), Stopwatch.StartNew());
        var threads = Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < 2 * queries.Count;)
            {
                ask(queries[i % queries.Count]);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        var (each, rate) = ((Processor() - before) / 2 / queries.Count, 2 * queries.Count / watch.Elapsed.TotalSeconds);
        Console.WriteLine(FormattableString.Invariant($"{engine} two threads: {rate:F0}/s, processor {each:F0} µs a query"));
        return rate;
    }

    public void Print()
    {
        Console.WriteLine(FormattableString.Invariant(
            $"{engine} {tier}: p50 {Percentile(0.5):F0} p95 {Percentile(0.95):F0} p99 {Percentile(0.99):F0} mean {Mean:F1} µs; processor {_processor:F0} µs, collector included; first run mean {_firstMean:F0} µs"));
        foreach (var kind in queries.Index().GroupBy(query => query.Item.Class, query => _least[query.Index]))
        {
            Console.WriteLine(FormattableString.Invariant($"    {kind.Key}: median {kind.Order().ElementAt(kind.Count() / 2):F0} mean {kind.Average():F0}"));
        }
    }

    // Microseconds of this process.
    static double Processor() => Process.GetCurrentProcess().TotalProcessorTime.TotalMicroseconds;
}
