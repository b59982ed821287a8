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
    public static async Task RunAsync(int letters)
    {
        await using var town = await Town.OpenAsync(serving: false);
        var now = SystemClock.Instance.GetCurrentInstant();
        await town.SettleAsync(letters, Frequency.Immediate, now - Duration.FromDays(1), [Criteria.Everything.With("kind", "tender")]);
        await town.PublishAsync(0, 1);
        var started = Stopwatch.GetTimestamp();
        await town.Services.GetRequiredService<Matcher>().FollowAsync(CancellationToken.None);
        AlertsBench.Say($"{letters:N0} obligations owed in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
        started = Stopwatch.GetTimestamp();
        var made = await town.Services.GetRequiredService<Dispatch>().RunAsync(CancellationToken.None);
        AlertsBench.Say($"{made:N0} letters put in the post in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
        var busy = Process.GetCurrentProcess().TotalProcessorTime;
        started = Stopwatch.GetTimestamp();
        await town.Services.GetRequiredService<Postman>().RunAsync();
        var taken = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var cpu = (Process.GetCurrentProcess().TotalProcessorTime - busy).TotalSeconds;
        AlertsBench.Say($"{town.Provider.Count:N0} accepted in {taken:F1} s = {town.Provider.Count / taken:N0} a second ({cpu:F1} s of processor = {town.Provider.Count / cpu:N0} a second of it), {town.Provider.Bytes / Math.Max(1, town.Provider.Count):N0} characters each, {town.Provider.Twice} twice");
    }
}
