using OutreachPortal.Benchmarks;
using OutreachPortal.Benchmarks.Alerts;
using OutreachPortal.Benchmarks.Chaos;
using OutreachPortal.Benchmarks.Fuzz;
using OutreachPortal.Benchmarks.Relevance;
using OutreachPortal.Benchmarks.Pages;
using OutreachPortal.Benchmarks.Search;

return args switch
{
    ["import", .. var rest] => await ImportBenchmark.RunAsync(rest),
    ["search", .. var rest] => SearchBenchmark.Run(rest),
    ["monitor", .. var rest] => MonitorBench.Run(rest),
    ["sign-up", .. var rest] => await SignUpBench.RunAsync(rest),
    ["chaos", .. var rest] => await ChaosBench.RunAsync(rest),
    ["victim", var witness, var ahead, var death, .. var settings] =>
        await Victim.ServeAsync(witness, ahead, death, settings),
    ["fuzz", .. var rest] => FuzzBench.Run(rest),
    ["visible", .. var rest] => VisibilityBench.Run(rest),
    ["relevance", .. var rest] => RelevanceBench.Run(rest),
    ["pages", .. var rest] => await PagesBenchmark.RunAsync(rest),
    ["hello", var address] => await Hello.RunAsync(address),
    ["alerts", .. var rest] => await AlertsBench.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "Name a benchmark: import [releases], search <docs> <queries>, monitor <subscriptions> <notices> …, fuzz <texts> …, "
        + "visible [documents], alerts <what> …, relevance <docs> <queries> <qrels> <language>, pages [rounds [folder]], "
        + "chaos [faults [people [postgres]]].");
    return 2;
}
