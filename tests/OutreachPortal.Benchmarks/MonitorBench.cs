using System.Diagnostics;
using OutreachPortal.Search;

namespace OutreachPortal.Benchmarks;

/// <summary>
/// How long does one notice take against a million stored queries, and is the answer exact? Reads the kit's
/// subscriptions and notices; see Results/monitoring.md for what its plain words mean here.
/// </summary>
static class MonitorBench
{
    const string Usage = "monitor subs.tsv new.tsv queries documents runs out.tsv [languages]";

    // The kit's own checksum of the ids that match.
    const long Factor = 2654435761L;

    static readonly IndexSchema Schema = new IndexSchema(1)
        .Text("text").Facet("kind").Facet("group").Facet("country").Facet("category").Facet("language");

    static readonly QueryTextOptions Options = new();

    public static int Run(string[] arguments)
    {
        if (arguments.Length < 6)
        {
            Console.WriteLine(Usage);
            return 1;
        }

        var languages = arguments.Contains("languages");
        var queries = File.ReadLines(arguments[0]).Take(Number(arguments[2])).Select(ReadQuery).ToList();
        var documents = File.ReadLines(arguments[1]).Take(Number(arguments[3]))
            .Select(line => ReadDocument(line, languages)).ToList();
        using var monitor = new QueryMonitor(Schema);
        Fill(monitor, queries);
        Match(monitor, documents, Number(arguments[4]));
        Change(monitor, queries);
        File.WriteAllLines(arguments[5], documents.Select((document, i) => Checksum(i, monitor.Match(document))));
        return 0;
    }

    static void Fill(QueryMonitor monitor, List<StoredQuery> queries)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < queries.Count; i++)
        {
            if (monitor.Add(i, queries[i]) is { } refusal)
            {
                Console.WriteLine($"refused\t{i}\t{refusal}");
            }
        }

        var took = clock.Elapsed;
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        var (count, each) = (queries.Count, took.TotalMicroseconds / queries.Count);
        Say($"add\tqueries={count}\tdistinct={monitor.DistinctCount}\tus_each={each:F2}\tbytes_each={bytes / count}");
    }

    static void Match(QueryMonitor monitor, List<IndexDocument> documents, int runs)
    {
        List<long> ids = [];
        var least = Enumerable.Repeat(double.MaxValue, documents.Count).ToArray();
        for (var run = 1; run <= runs; run++)
        {
            var each = new double[documents.Count];
            var matches = 0L;
            var processor = Process.GetCurrentProcess().TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < documents.Count; i++)
            {
                var start = Stopwatch.GetTimestamp();
                ids.Clear();
                monitor.Match(documents[i], ids);
                matches += ids.Count;
                each[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
                least[i] = Math.Min(least[i], each[i]);
            }

            var busy = Process.GetCurrentProcess().TotalProcessorTime - processor;
            var (wall, cpu) = (clock.Elapsed.TotalSeconds, busy.TotalSeconds);
            Say($"match\trun={run}\ts={wall:F2}\tcpu_s={cpu:F2}\tmatches={matches}\t{Spread(each)}");
        }

        Say($"match\tleast of {runs}\t{Spread(least)}");
    }

    static void Change(QueryMonitor monitor, List<StoredQuery> queries)
    {
        var random = new Random(1);
        var add = new List<double>();
        var remove = new List<double>();
        for (var i = 0; i < Math.Min(20_000, queries.Count); i++)
        {
            var id = random.Next(queries.Count);
            var start = Stopwatch.GetTimestamp();
            monitor.Remove(id);
            remove.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            start = Stopwatch.GetTimestamp();
            monitor.Add(id, queries[id]);
            add.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        Say($"remove\t{Spread([.. remove])}");
        Say($"add one\t{Spread([.. add])}");
    }

    // sid, and|or|phrase|none, terms, kind, group, countries, categories, deadline from, to, language
    static StoredQuery ReadQuery(string line)
    {
        var cells = line.Split('\t');
        var words = cells[2].Split(',', StringSplitOptions.RemoveEmptyEntries);
        var text = cells[1] switch
        {
            "none" => null,
            "or" => string.Join(" OR ", words),
            "phrase" => $"\"{string.Join(' ', words)}\"",
            _ => string.Join(" AND ", words),
        };
        (string Field, string Codes)[] conditions =
            [("kind", cells[3]), ("group", cells[4]), ("country", cells[5]), ("category", cells[6]), ("language",
                cells[9])];
        return new StoredQuery
        {
            Codes = [.. conditions.Where(pair => pair.Codes.Length > 0)
                .Select(pair => new AnyOf(pair.Field, pair.Codes.Split(',')))],
            Text = text is null ? null : new TextQuery(QueryText.Parse(text, Options)),
        };
    }

    // id, kind, country, groups, category, organisation, published, deadline, language, title, body
    static IndexDocument ReadDocument(string line, bool languages)
    {
        var cells = line.Split('\t');
        var text = cells[9] + " \n " + cells[10];
        var document = new IndexDocument(cells[0]).Facet("kind", cells[1]).Facet("country", cells[2])
            .Facet("category", cells[4])
            .Facet("language", cells[8]).Text("text", languages ? cells[8] : "und", languages ? text : KeptApart(text));
        foreach (var group in cells[3].Split(','))
        {
            document.Facet("group", group);
        }

        return document;
    }

    // The kit compares letters as they are, we without accents: a word with any must not meet the English one without.
    static string KeptApart(string text) => string.Join(' ', text.Split(' ').Select(word =>
        word.All(char.IsAscii) ? word : "q0" + word));

    static string Checksum(int document, IReadOnlyList<long> ids)
    {
        var sum = ids.Aggregate(0L, (sum, id) => unchecked(sum + (id * Factor)));
        return FormattableString.Invariant($"{document}\t{ids.Count}\t{sum}");
    }

    static string Spread(double[] values)
    {
        var sorted = values.Order().ToArray();
        double At(double part) => sorted[(int)(part * (sorted.Length - 1))];
        return FormattableString.Invariant(
            $"p50_us={At(.5):F1}\tp95_us={At(.95):F1}\tp99_us={At(.99):F1}\tmean_us={sorted.Average():F1}");
    }

    static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
