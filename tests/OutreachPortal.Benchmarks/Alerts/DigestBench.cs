using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Benchmarks.Alerts;

/// <summary>
/// How long does a morning of digests take to be made, for how many people; and until a provider on this machine has them?
/// </summary>
internal static class DigestBench
{
    const int Notices = 3;

    public static async Task RunAsync(int people)
    {
        var clock = new SetClock(Instant.FromUtc(2026, 11, 15, 12, 0));
        await using var town = await Town.OpenAsync(serving: false, clock);
        await town.SettleAsync(people, Frequency.Daily, clock.Now - Duration.FromDays(1), [Criteria.Everything.With("kind", "tender")]);
        await town.PublishAsync(0, Notices);
        var started = Stopwatch.GetTimestamp();
        await town.Services.GetRequiredService<Matcher>().FollowAsync(CancellationToken.None);
        AlertsBench.Say($"{people * Notices:N0} obligations owed in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
        clock.Now = Instant.FromUtc(2026, 11, 16, 8, 0);
        started = Stopwatch.GetTimestamp();
        var letters = await town.Services.GetRequiredService<Digests>().RunAsync(CancellationToken.None);
        AlertsBench.Say($"{letters:N0} digests made in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
        await SayAsync(town);
        started = Stopwatch.GetTimestamp();
        await town.Services.GetRequiredService<Postman>().RunAsync();
        var taken = Stopwatch.GetElapsedTime(started).TotalSeconds;
        AlertsBench.Say($"{town.Provider.Count:N0} of them written and accepted in {taken:F1} s = {town.Provider.Count / taken:N0} a second, {town.Provider.Bytes / town.Provider.Count:N0} characters each, {town.Provider.Twice} twice");
    }

    static async Task SayAsync(Town town)
    {
        await using var db = town.OpenDb();
        AlertsBench.Say($"{await db.Obligations.CountAsync(owed => owed.State == ObligationState.Batched):N0} obligations are in them, {await db.Obligations.CountAsync(owed => owed.State == ObligationState.Owed):N0} are not");
    }
}

/// <summary>A clock that the benchmark sets.</summary>
internal sealed class SetClock(Instant now) : TimeProvider
{
    public Instant Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
}
