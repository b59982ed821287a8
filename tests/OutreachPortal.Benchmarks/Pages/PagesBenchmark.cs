using System.Globalization;

namespace OutreachPortal.Benchmarks.Pages;

/// <summary>
/// The results page beside a bare ASP.NET Core "hello", one core each for server and load; start and memory at ten thousand
/// notices. Rates of one round are measured one after the other, so that a round's ratios share its noise.
/// </summary>
internal static class PagesBenchmark
{
    const string Portal = "http://127.0.0.1:15103";
    const string Bare = "http://127.0.0.1:15104";
    const string List = "/en/opportunities";
    const int Starts = 3;
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    static readonly string Self = Path.Combine(AppContext.BaseDirectory, "OutreachPortal.Benchmarks.dll");

    /// <param name="args">
    /// Rounds (3), the folder of an earlier run whose notices are to be used again, and the folder of a published portal.
    /// </param>
    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
        var folder = args.Length > 1 ? args[1] : Directory.CreateTempSubdirectory("pages-benchmark-").FullName;
        // The portal as it was built beside this program, or as it was published for a server.
        var site = new Site(folder, Path.Combine(args.Length > 2 ? args[2] : AppContext.BaseDirectory, "OutreachPortal.Web.dll"));
        if (!File.Exists(Path.Combine(folder, "portal.db"))) await Notices.PublishAsync(folder);
        await MeasureStartAsync(site);
        await MeasureRestAsync(site);
        await using var hello = await Server.StartAsync(pinned: true, $"{Bare}/hello", Self, "hello", Bare);
        await MeasureKeptAsync(hello, site, rounds);
        await MeasureMadeAsync(hello, site, rounds);
        if (args.Length < 2) Directory.Delete(folder, recursive: true);
        return 0;
    }

    static async Task MeasureStartAsync(Site site)
    {
        await using (var first = await ServeAsync(site, pinned: false))
            Say("first start, index built", first.FirstAnswer.TotalSeconds, $"s, {first.ComputedSeconds:0.00} s computed");
        foreach (var pinned in (bool[])[false, true])
        {
            for (var time = 0; time < Starts; time++)
            {
                await using var server = await ServeAsync(site, pinned);
                var computed = server.ComputedSeconds;
                Say($"start to first answer, {(pinned ? "one core" : "both cores")}", server.FirstAnswer.TotalSeconds, $"s, {computed:0.00} s computed");
            }
        }
    }

    static async Task MeasureRestAsync(Site site)
    {
        await using var server = await ServeAsync(site, pinned: false);
        Say("resident memory at the first answer", server.ResidentMegabytes, "MB");
        await Task.Delay(Rest);
        Say($"resident memory {Rest.TotalSeconds} s later, idle", server.ResidentMegabytes, "MB");
    }

    static async Task MeasureKeptAsync(Server hello, Site site, int rounds)
    {
        await using var portal = await ServeAsync(site, pinned: true);
        var load = new Load(site.Folder);
        await WarmUpAsync(load, [List], "br");
        for (var round = 1; round <= rounds; round++)
        {
            var bare = await RateAsync(hello, load, Bare, ["/hello"], "br");
            Say(round, "hello", bare, bare);
            Say(round, "from the shelf, brotli", await RateAsync(portal, load, Portal, [List], "br"), bare);
        }

        Say("resident memory after kept pages", portal.ResidentMegabytes, "MB");
    }

    /// <summary>The list first, by itself: what the questions leave in memory is told apart.</summary>
    static async Task MeasureMadeAsync(Server hello, Site site, int rounds)
    {
        await using var portal = await ServeAsync(
            site, pinned: true, "--Limits:PageMegabytes=0", "--Limits:RequestsPerSecond=0");
        (string What, IReadOnlyList<string> Paths)[] lists = [("the list made each time", [List]), ("400 questions", Notices.Questions())];
        var load = new Load(site.Folder);
        foreach (var (what, paths) in lists)
        {
            foreach (var encoding in (string[])["identity", "br"]) await WarmUpAsync(load, paths, encoding);
            for (var round = 1; round <= rounds; round++)
            {
                var bare = await RateAsync(hello, load, Bare, ["/hello"], "br");
                Say(round, "hello", bare, bare);
                foreach (var encoding in (string[])["identity", "br"])
                    Say(round, $"{what}, {encoding}", await RateAsync(portal, load, Portal, paths, encoding), bare);
            }

            Say($"resident memory after {what}", portal.ResidentMegabytes, "MB");
        }
    }

    /// <summary>Answers a second, and answers a second that the server computed: on a busy machine only these compare.</summary>
    static async Task<(double Wall, double Core)> RateAsync(
        Server server, Load load, string host, IReadOnlyList<string> paths, string encoding)
    {
        var before = server.ComputedSeconds;
        var (rate, answers) = await load.RunAsync(host, paths, encoding);
        return (rate, answers / (server.ComputedSeconds - before));
    }

    static void Say(int round, string what, (double Wall, double Core) rate, (double Wall, double Core) bare) => Say(
        $"round {round}: {what}", rate.Wall, string.Create(CultureInfo.InvariantCulture,
            $"/s = {rate.Wall / bare.Wall:0.00} of hello; a second computed: {rate.Core:0} = {rate.Core / bare.Core:0.000} of hello"));

    static Task<Server> ServeAsync(Site site, bool pinned, params string[] settings) => Server.StartAsync(
        pinned, Portal + List,
        [site.Program, $"--urls={Portal}", $"--Portal:DataDirectory={site.Folder}", "--Setup:Recipe=minimal", .. settings]);

    static async Task WarmUpAsync(Load load, IReadOnlyList<string> paths, string encoding)
    {
        for (var time = 0; time < 2; time++) await load.RunAsync(Portal, paths, encoding);
        await load.RunAsync(Bare, ["/hello"], encoding);
    }

    static void Say(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {value:0.##} {unit}"));

    /// <summary>Where the notices lie, and which program serves them.</summary>
    sealed record Site(string Folder, string Program);
}
