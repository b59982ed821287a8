using OutreachPortal.Benchmarks;
using OutreachPortal.Benchmarks.Fuzz;
using OutreachPortal.Benchmarks.Search;

return args switch
{
    ["import", .. var rest] => await ImportBenchmark.RunAsync(rest),
    ["search", .. var rest] => SearchBenchmark.Run(rest),
    ["monitor", .. var rest] => MonitorBench.Run(rest),
    ["sign-up", .. var rest] => await SignUpBench.RunAsync(rest),
    ["fuzz", .. var rest] => FuzzBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "Name a benchmark: import [releases], search <docs> <queries>, monitor <subscriptions> <notices> …, fuzz <texts> ….");
    return 2;
}
