using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Benchmarks.Alerts;

/// <summary>How many letters a second are claimed, written, handed to a provider on this machine and recorded?</summary>
internal static class DeliveryBench
{
    const int WarmUp = 5_000;

    public static async Task RunAsync(int letters)
    {
        await using var town = await Town.OpenAsync(serving: false);
        var now = SystemClock.Instance.GetCurrentInstant();
        await town.SettleAsync(WarmUp, Frequency.Immediate, now - Duration.FromDays(1), [Criteria.Everything.With("kind", "job")]);
        await town.SettleAsync(letters, Frequency.Immediate, now - Duration.FromDays(1), [Criteria.Everything.With("kind", "tender")]);
        await town.PublishAsync(0, 1, Kind.Job);
        await PutAsync(town);
        await CarryAsync(town, "to get warm");
        await town.PublishAsync(1, 1);
        await PutAsync(town);
        await CarryAsync(town, "measured");
    }

    static async Task PutAsync(Town town)
    {
        var started = Stopwatch.GetTimestamp();
        await town.Services.GetRequiredService<Matcher>().FollowAsync(CancellationToken.None);
        var matched = Stopwatch.GetElapsedTime(started).TotalSeconds;
        started = Stopwatch.GetTimestamp();
        var made = await town.Services.GetRequiredService<Dispatch>().RunAsync(CancellationToken.None);
        AlertsBench.Say($"{made:N0} obligations owed in {matched:F1} s, as many letters put in the post in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
    }

    static async Task CarryAsync(Town town, string what)
    {
        var (before, bytes) = (town.Provider.Count, town.Provider.Bytes);
        var busy = Process.GetCurrentProcess().TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        await town.Services.GetRequiredService<Postman>().RunAsync();
        var taken = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var cpu = (Process.GetCurrentProcess().TotalProcessorTime - busy).TotalSeconds;
        var count = town.Provider.Count - before;
        AlertsBench.Say($"{what}: {count:N0} accepted in {taken:F1} s = {count / taken:N0} a second ({cpu:F1} s of processor = {count / cpu:N0} a second of it), {(town.Provider.Bytes - bytes) / Math.Max(1, count):N0} characters each, {town.Provider.Twice} twice");
    }
}
