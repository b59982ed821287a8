using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>Two hours after eight somebody is told of a morning without its letter.</summary>
public sealed class DigestProofTests : AlertsInTime
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_morning_whose_letter_is_missing_for_two_hours_is_counted_until_it_is_made(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing, Frequency.Daily);
        await house.WatchAsync("bishal", Billing);
        await house.PublishManyAsync(0, 2);
        await house.FollowJournalAsync();

        Assert.Equal(0, await ProofAsync(house, 9, 59));
        Assert.Equal(2, await ProofAsync(house, 10, 0));
        await house.PassAsync();

        Assert.Equal(0, await ProofAsync(house, 12, 0));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_paused_or_stopped_is_not_missed(string provider)
    {
        await using var house = await OpenAsync(provider);
        var paused = await house.WatchAsync("amina", Billing, Frequency.Daily);
        var ended = await house.WatchAsync("bishal", Billing, Frequency.Daily);
        await house.PublishManyAsync(0, 1);
        await house.FollowJournalAsync();
        await house.EndAsync(ended.Id, EndReason.Unsubscribed, Now);
        await house.AskAsync(db => db.Subscriptions.Where(alert => alert.Id == paused.Id).ExecuteUpdateAsync(
            set => set.SetProperty(alert => alert.PausedUntil, Now + Duration.FromDays(9))));

        Assert.Equal(0, await ProofAsync(house, 11, 0));
    }

    Task<int> ProofAsync(HouseServices house, int hour, int minute)
    {
        Clock.SetUtcNow(Instant.FromUtc(2026, 11, 16, hour, minute).ToDateTimeOffset());
        return house.Get<DigestProof>().RunAsync(CancellationToken.None);
    }
}
