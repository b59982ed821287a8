using OutreachPortal.Benchmarks;

return args switch
{
    ["monitor", .. var rest] => MonitorBench.Run(rest),
    ["fuzz", .. var rest] => FuzzBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("Name a benchmark: monitor, fuzz.");
    return 1;
}
