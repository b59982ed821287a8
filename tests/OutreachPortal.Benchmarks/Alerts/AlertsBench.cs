using System.Globalization;

namespace OutreachPortal.Benchmarks.Alerts;

/// <summary>What alerts cost, and whether they stop when they are told to; Results/alerts.md says what the figures mean.</summary>
internal static class AlertsBench
{
    const string Usage =
        "alerts match [subscriptions] [notices] | digests [people] | deliveries [letters] | latency [notices] | races [races]";

    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["match", .. var rest]:
                await MatchBench.RunAsync(Number(rest, 0, 1_000_000), Number(rest, 1, 10_000));
                return 0;
            case ["digests", .. var rest]:
                await DigestBench.RunAsync(Number(rest, 0, 200_000));
                return 0;
            case ["deliveries", .. var rest]:
                await DeliveryBench.RunAsync(Number(rest, 0, 50_000));
                return 0;
            case ["latency", .. var rest]:
                await LatencyBench.RunAsync(Number(rest, 0, 300));
                return 0;
            case ["races", .. var rest]:
                return await UnsubscribeRaces.RunAsync(Number(rest, 0, 10_000));
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    public static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

    static int Number(string[] args, int place, int absent) =>
        args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : absent;
}
