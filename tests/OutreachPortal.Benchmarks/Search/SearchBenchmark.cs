using System.Diagnostics;

namespace OutreachPortal.Benchmarks.Search;

/// <summary>
/// How long does a results page take, of the kit's notices and queries, beside Lucene.Net with its own parts?
/// <c>search build|run|verify …</c>; the figures are per-query minima over the runs, one thread.
/// </summary>
static class SearchBenchmark
{
    public const string Usage = """
        search build <docs.tsv> <folder> ours|plain|stock     writes an index
        search run <queries.tsv> <runs> <folder of ours> [<folder of stock>]
        search verify <queries.tsv> ours|stock <folder> <out.tsv>     totals and counts, as the kit prints them
        """;

    public static int Run(string[] arguments)
    {
        switch (arguments)
        {
            case ["build", var documents, var folder, var engine]:
                Build(documents, folder, engine);
                return 0;
            case ["run", var queries, var runs, .. var folders]:
                Measure(Queries(queries), int.Parse(runs), folders);
                return 0;
            case ["verify", var queries, var engine, var folder, var file]:
                Verify(Queries(queries), engine, folder, file);
                return 0;
            default:
                Console.WriteLine(Usage);
                return 1;
        }
    }

    static List<KitQuery> Queries(string file) => [.. File.ReadLines(file).Select(KitQuery.Read)];

    static void Build(string documents, string folder, string engine)
    {
        Directory.CreateDirectory(folder);
        var watch = Stopwatch.StartNew();
        if (engine == "stock")
        {
            StockEngine.Build(documents, folder);
        }
        else
        {
            OurEngine.Build(documents, folder, plain: engine == "plain");
        }

        var count = File.ReadLines(documents).Count();
        var bytes = new DirectoryInfo(folder).GetFiles().Sum(file => file.Length);
        var processor = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
        Console.WriteLine(FormattableString.Invariant(
            $"{engine}: {count} documents in {watch.Elapsed.TotalSeconds:F1} s, {count / watch.Elapsed.TotalSeconds:F0}/s, {count / processor:F0} per processor second, {bytes / (double)count:F0} bytes each"));
    }

    static void Measure(List<KitQuery> queries, int runs, string[] folders)
    {
        List<IEngine> engines = [new OurEngine(folders[0])];
        if (folders.Length > 1)
        {
            engines.Add(new StockEngine(folders[1]));
        }

        var core = engines.ConvertAll(engine => (engine, times: new Latencies(engine.Name, "core", queries)));
        var page = (engine: engines[0], times: new Latencies(engines[0].Name, "page", queries));
        for (var run = 0; run < runs; run++)
        {
            core.ForEach(measured => measured.times.Run(query => measured.engine.Ask(query, page: false).Total));
            page.times.Run(query => page.engine.Ask(query, page: true).Total);
        }

        core.ForEach(measured => measured.times.Print());
        core.ForEach(measured => measured.times.Throughput(query => measured.engine.Ask(query, page: false).Total));
        page.times.Print();
        PrintRatios([.. core.Select(measured => measured.times)]);
        Console.WriteLine(FormattableString.Invariant(
            $"managed memory {GC.GetTotalMemory(forceFullCollection: true) >> 20} MB, resident {Environment.WorkingSet >> 20} MB"));
        engines.ForEach(engine => engine.Dispose());
    }

    static void PrintRatios(Latencies[] core)
    {
        foreach (var other in core.Skip(1))
        {
            Console.WriteLine(FormattableString.Invariant(
                $"{other.Engine} / ours: mean {other.Mean / core[0].Mean:F1} p50 {other.Percentile(0.5) / core[0].Percentile(0.5):F1} p95 {other.Percentile(0.95) / core[0].Percentile(0.95):F1}"));
        }
    }

    static void Verify(List<KitQuery> queries, string engine, string folder, string file)
    {
        using IEngine asked = engine == "stock" ? new StockEngine(folder) : new OurEngine(folder);
        File.WriteAllLines(file, queries.Select(query => asked.Ask(query, page: false).Line(query.Id)));
    }
}
