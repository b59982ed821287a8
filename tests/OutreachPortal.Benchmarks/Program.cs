using OutreachPortal.Benchmarks;
using OutreachPortal.Benchmarks.Search;

return args switch
{
    ["import", .. var rest] => await ImportBenchmark.RunAsync(rest),
    ["search", .. var rest] => SearchBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Name a benchmark: import [releases], search <docs> <queries>.");
    return 2;
}
