using System.Diagnostics;
using System.Globalization;
using OutreachPortal.Benchmarks.Fuzz;
using OutreachPortal.Search;

namespace OutreachPortal.Benchmarks.Search;

/// <summary>
/// How long until a change is searchable? One document is written, the index refreshed, and a word of the new document
/// searched for until it is there; a commit after each fifty is not in the time. <c>visible [documents] [changes]</c>.
/// </summary>
static class VisibilityBench
{
    const int CommitEvery = 50;

    public static int Run(string[] arguments)
    {
        var numbers = arguments.Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToList();
        var (documents, changes) = (numbers.ElementAtOrDefault(0), numbers.ElementAtOrDefault(1));
        var folder = Directory.CreateTempSubdirectory("visible-").FullName;
        try
        {
            using var index = FuzzShelf.Fill(folder, documents == 0 ? 100_000 : documents);
            Print(index.Count, Measure(index, changes == 0 ? 500 : changes));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static List<(double Clock, double Processor)> Measure(SearchIndex index, int changes)
    {
        var random = new Random(1);
        List<(double Clock, double Processor)> times = [];
        for (var change = 1; change <= changes; change++)
        {
            var document = FuzzShelf.Document(random, random.Next(1, index.Count)).Text("title", "und", $"changed{change}");
            var request = new SearchRequest { Query = new TextQuery(QueryText.Parse($"changed{change}", FuzzShelf.Options)) };
            var (start, processor) = (Stopwatch.GetTimestamp(), ThreadClock.Milliseconds());
            index.Upsert([document]);
            index.Refresh();
            if (index.Search(request).Total != 1)
            {
                throw new InvalidOperationException($"Change {change} is not to be found.");
            }

            times.Add((Stopwatch.GetElapsedTime(start).TotalMilliseconds, ThreadClock.Milliseconds() - processor));
            if (change % CommitEvery == 0)
            {
                index.Commit(new Dictionary<string, string>());
            }
        }

        return times;
    }

    static void Print(int documents, List<(double Clock, double Processor)> times)
    {
        Console.WriteLine($"{documents} documents, {times.Count} changes");
        Console.WriteLine($"clock: {Line([.. times.Select(time => time.Clock).Order()])}");
        Console.WriteLine($"processor: {Line([.. times.Select(time => time.Processor).Order()])}");
    }

    static string Line(double[] sorted) => FormattableString.Invariant(
        $"p50 {sorted[sorted.Length / 2]:F1} ms, p95 {sorted[sorted.Length * 95 / 100]:F1} ms, most {sorted[^1]:F1} ms");
}
