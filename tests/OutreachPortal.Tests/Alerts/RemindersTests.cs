using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>Whoever follows an item is reminded of its deadline.</summary>
public sealed class RemindersTests : AlertsInTime
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_follower_is_reminded_seven_days_and_one_day_before(string provider)
    {
        await using var house = await OpenAsync(provider);
        var item = await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowAsync("amina", item.Id);
        var deadline = Some.Tender().Deadline!.Instant;

        await PassAtAsync(house, deadline - Duration.FromDays(7) - Duration.FromSeconds(1));
        Assert.Empty(house.Letters());
        await PassAtAsync(house, deadline - Duration.FromDays(7) + Duration.FromHours(30));
        await PassAtAsync(house, deadline - Duration.FromHours(23));
        await house.PassAsync();

        Assert.Equal(
            ["5 days left", "23 hours left"],
            house.Letters().OrderBy(letter => letter.Date).Select(letter => letter.Subject!.Split(" · ")[0]));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_moved_deadline_is_told_and_reminded_of_anew(string provider)
    {
        await using var house = await OpenAsync(provider);
        var item = await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowAsync("amina", item.Id);
        var second = new Deadline(new LocalDateTime(2026, 12, 20, 16, 0), "Africa/Nairobi");
        await PassAtAsync(house, Some.Tender().Deadline!.Instant - Duration.FromDays(6));

        Clock.Advance(TimeSpan.FromMinutes(1));
        await house.AmendAsync(item.Id, content => content with { Deadline = second });
        await house.PassAsync();
        await PassAtAsync(house, second.Instant - Duration.FromDays(6));

        var letters = house.Letters().OrderBy(letter => letter.Date).ToList();
        Assert.Equal(3, letters.Count);
        Assert.Contains("Deadline: 1 Dec 2026, 16:00 Nairobi → 20 Dec 2026, 16:00 Nairobi", letters[1].TextBody, StringComparison.Ordinal);
    }
}
