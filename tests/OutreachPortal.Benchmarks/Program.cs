using OutreachPortal.Benchmarks;
using OutreachPortal.Benchmarks.Fuzz;
using OutreachPortal.Benchmarks.Relevance;
using OutreachPortal.Benchmarks.Search;

return args switch
{
    ["import", .. var rest] => await ImportBenchmark.RunAsync(rest),
    ["search", .. var rest] => SearchBenchmark.Run(rest),
    ["monitor", .. var rest] => MonitorBench.Run(rest),
    ["sign-up", .. var rest] => await SignUpBench.RunAsync(rest),
    ["fuzz", .. var rest] => FuzzBench.Run(rest),
    ["visible", .. var rest] => VisibilityBench.Run(rest),
    ["relevance", .. var rest] => RelevanceBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "Name a benchmark: import [releases], search <docs> <queries>, monitor <subscriptions> <notices> …, fuzz <texts> …, "
        + "visible [documents], relevance <docs> <queries> <qrels> <language>.");
    return 2;
}
