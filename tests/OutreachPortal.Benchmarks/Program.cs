using OutreachPortal.Benchmarks.Search;

return args switch
{
    ["search", .. var rest] => SearchBenchmark.Run(rest),
    _ => Unknown(),
};

static int Unknown()
{
    Console.WriteLine("Name a benchmark: search.");
    return 1;
}
