using System.Globalization;

namespace OutreachPortal.Benchmarks.Pages;

/// <summary>
/// The results page beside a bare ASP.NET Core "hello", one core each for server and load; start and memory at ten thousand
/// notices. Rates of one round are measured one after the other, so that a round's ratios share its noise.
/// </summary>
internal static class PagesBenchmark
{
    const string Portal = "http://127.0.0.1:5103";
    const string Bare = "http://127.0.0.1:5104";
    const string List = "/en/opportunities";
    const int Starts = 5;

    static readonly string Self = Path.Combine(AppContext.BaseDirectory, "OutreachPortal.Benchmarks.dll");
    static readonly string Web = Path.Combine(AppContext.BaseDirectory, "OutreachPortal.Web.dll");

    /// <param name="args">Rounds (3), and the folder of an earlier run whose notices are to be used again.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
        var folder = args.Length > 1 ? args[1] : Directory.CreateTempSubdirectory("pages-benchmark-").FullName;
        if (!File.Exists(Path.Combine(folder, "portal.db"))) await Notices.PublishAsync(folder);
        await MeasureStartAsync(folder);
        await using var hello = await Server.StartAsync(pinned: true, $"{Bare}/hello", Self, "hello", Bare);
        await MeasureKeptAsync(folder, rounds);
        await MeasureMadeAsync(folder, rounds);
        if (args.Length < 2) Directory.Delete(folder, recursive: true);
        return 0;
    }

    static async Task MeasureStartAsync(string folder)
    {
        await using (var first = await ServeAsync(folder, pinned: false)) Say("first start, index built", first.FirstAnswer.TotalSeconds, "s");
        foreach (var pinned in (bool[])[false, true])
        {
            List<double> starts = [];
            for (var time = 0; time < Starts; time++)
            {
                await using var server = await ServeAsync(folder, pinned);
                starts.Add(server.FirstAnswer.TotalSeconds);
            }

            Say($"start to first answer, {(pinned ? "one core" : "both cores")}, median of {Starts}", Median(starts), "s");
            Say($"start to first answer, {(pinned ? "one core" : "both cores")}, best", starts.Min(), "s");
        }
    }

    static async Task MeasureKeptAsync(string folder, int rounds)
    {
        await using var portal = await ServeAsync(folder, pinned: true);
        var load = new Load(folder);
        await WarmUpAsync(load, [List], "br");
        List<double> ratios = [];
        for (var round = 0; round < rounds; round++)
        {
            var bare = await load.RunAsync(Bare, ["/hello"], "br");
            var kept = await load.RunAsync(Portal, [List], "br");
            ratios.Add(kept / bare);
            Say($"round {round + 1}: hello", bare, "/s");
            Say($"round {round + 1}: results page from the shelf, brotli", kept, "/s");
            Say("  ratio", kept / bare, "");
        }

        Say("from the shelf, median ratio", Median(ratios), "");
        Say("resident memory after kept pages", portal.ResidentMegabytes, "MB");
    }

    static async Task MeasureMadeAsync(string folder, int rounds)
    {
        await using var portal = await ServeAsync(
            folder, pinned: true, "--Limits:PageMegabytes=0", "--Limits:RequestsPerSecond=0");
        var (load, questions) = (new Load(folder), Notices.Questions());
        foreach (var encoding in (string[])["identity", "br"]) await WarmUpAsync(load, questions, encoding);
        for (var round = 0; round < rounds; round++)
        {
            var bare = await load.RunAsync(Bare, ["/hello"], "br");
            Say($"round {round + 1}: hello", bare, "/s");
            foreach (var encoding in (string[])["identity", "br"])
            {
                foreach (var (what, paths) in ((string, IReadOnlyList<string>)[])[("the list", [List]), ("400 questions", questions)])
                {
                    var made = await load.RunAsync(Portal, paths, encoding);
                    Say($"round {round + 1}: made each time, {what}, {encoding}", made, "/s");
                    Say("  ratio", made / bare, "");
                }
            }
        }

        Say("resident memory after made pages", portal.ResidentMegabytes, "MB");
    }

    static Task<Server> ServeAsync(string folder, bool pinned, params string[] settings) => Server.StartAsync(
        pinned, Portal + List,
        [Web, $"--urls={Portal}", $"--Portal:DataDirectory={folder}", "--Setup:Recipe=minimal", .. settings]);

    static async Task WarmUpAsync(Load load, IReadOnlyList<string> paths, string encoding)
    {
        for (var time = 0; time < 2; time++) await load.RunAsync(Portal, paths, encoding);
        await load.RunAsync(Bare, ["/hello"], encoding);
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    static void Say(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {value:0.##} {unit}"));
}
