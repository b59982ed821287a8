using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>What waits leaves at eight on the clocks of whoever asked.</summary>
public sealed class DigestsTests : AlertsInTime
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_digest_leaves_at_eight_with_what_is_owed_and_only_once_a_date(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing, Frequency.Daily, zone: "Africa/Nairobi");
        await house.PublishManyAsync(0, 2);
        await PassAtAsync(house, 2026, 11, 16, 4, 59);
        Assert.Empty(house.Letters());

        await PassAtAsync(house, 2026, 11, 16, 5, 0);
        Assert.Single(house.Letters());

        await house.PublishManyAsync(2, 3);
        await PassAtAsync(house, 2026, 11, 16, 12, 0);
        await PassAtAsync(house, 2026, 11, 17, 4, 59);
        Assert.Single(house.Letters());

        await PassAtAsync(house, 2026, 11, 17, 5, 0);
        Assert.Equal(2, house.Letters().Count);
        Assert.Equal(
            ["2026-11-16", "2026-11-17"],
            await house.AskAsync(db => db.Deliveries.OrderBy(letter => letter.Slot).Select(letter => letter.Slot).ToListAsync()));
    }

    /// <summary>A machine that was an hour wrong and is put right, in either direction.</summary>
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_clock_that_is_set_makes_no_second_digest_of_a_date_and_loses_nothing(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing, Frequency.Daily);
        await house.PublishManyAsync(0, 2);
        await PassAtAsync(house, 2026, 11, 16, 8, 10);
        Assert.Single(house.Letters());

        Clock.Set(TimeSpan.FromHours(-1));
        await house.PublishManyAsync(2, 3);
        await house.PassAsync();
        Clock.Advance(TimeSpan.FromMinutes(50));
        await house.PassAsync();
        Clock.Advance(TimeSpan.FromHours(4));
        await house.PassAsync();
        Assert.Single(house.Letters());

        // Half an hour before the next morning, past it, before it again, and past it.
        Clock.Advance(TimeSpan.FromHours(19.5));
        await house.PassAsync();
        Clock.Set(TimeSpan.FromHours(1));
        await house.PassAsync();
        Clock.Set(TimeSpan.FromMinutes(-59));
        await house.PassAsync();
        Clock.Advance(TimeSpan.FromHours(1));
        await house.PassAsync();

        Assert.Equal(2, house.Letters().Count);
        Assert.Equal(3, (await house.OwedAsync()).Count(owed => owed.State == ObligationState.Done));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Without_anything_owed_there_is_no_digest(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Criteria.Everything.With("country", "NP"), Frequency.Daily);
        await house.PublishManyAsync(0, 1);

        await PassAtAsync(house, 2026, 11, 16, 9, 0);

        Assert.Empty(await house.AskAsync(db => db.Deliveries.ToListAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Mornings_that_were_missed_are_one_letter(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing, Frequency.Daily);
        for (var day = 0; day < 5; day++)
        {
            await house.PublishManyAsync(day, day + 1);
            await house.FollowJournalAsync();
            Clock.Advance(TimeSpan.FromDays(1));
        }

        await house.PassAsync();
        await house.PassAsync();

        Assert.EndsWith("and 4 more", Assert.Single(house.Letters()).Subject, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_matched_after_a_digest_run_is_in_the_next(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing, Frequency.Daily);
        await house.WatchAsync("bishal", Billing, Frequency.Daily);
        await house.PublishManyAsync(0, 1);
        await PassAtAsync(house, 2026, 11, 16, 8, 0);
        Assert.Equal(2, house.Letters().Count);

        // Public a moment before eight, visible to the matcher only after the run of that morning.
        Clock.AutoAdvanceAmount = TimeSpan.Zero;
        await house.PublishManyAsync(1, 2);
        await house.AskAsync(db => db.Journal.Where(entry => entry.Sequence == 2).ExecuteUpdateAsync(
            set => set.SetProperty(entry => entry.At, Instant.FromUtc(2026, 11, 16, 7, 59))));
        await house.PassAsync();
        Assert.Equal(2, house.Letters().Count);

        await PassAtAsync(house, 2026, 11, 17, 8, 0);
        Assert.Equal(4, house.Letters().Count);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Three_frequencies_of_one_person_are_three_hours_and_an_item_comes_once(string provider)
    {
        await using var house = await OpenAsync(provider);
        // A Monday after eight: the next daily letter is of Tuesday, the next weekly one of a week later.
        Clock.SetUtcNow(Instant.FromUtc(2026, 11, 16, 12, 0).ToDateTimeOffset());
        await house.WatchAsync("amina", Billing);
        await house.WatchAsync("amina", Criteria.Everything.With("kind", "tender"), Frequency.Daily);
        await house.WatchAsync("amina", Criteria.Everything, Frequency.Weekly);
        await house.Services.PublishAsync(
            ("billing", Some.Tender()),
            ("gas", Some.Tender() with { Titles = Texts.Of("en", "Gas meters"), Summaries = [], Bodies = [], Reference = "G1" }),
            ("job", Some.Job()));

        await house.PassAsync();
        Assert.Equal([LetterKind.Immediate], await KindsAsync(house));
        await PassAtAsync(house, 2026, 11, 17, 9, 0);
        await PassAtAsync(house, 2026, 11, 23, 9, 0);

        Assert.Equal([LetterKind.Immediate, LetterKind.Daily, LetterKind.Weekly], await KindsAsync(house));
        Assert.Equal(3, (await house.OwedAsync()).Count(owed => owed.State == ObligationState.Done));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_closed_before_its_digest_is_not_told(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing, Frequency.Weekly);
        await house.Services.PublishAsync("017", Some.Tender() with
        {
            Deadline = new Deadline(new LocalDateTime(2026, 11, 16, 7, 0), "Etc/UTC"),
        });
        await house.FollowJournalAsync();

        await PassAtAsync(house, 2026, 11, 16, 8, 0);

        Assert.Empty(house.Letters());
        Assert.Equal(ObligationState.Expired, Assert.Single(await house.OwedAsync()).State);
    }

    static Task<List<LetterKind>> KindsAsync(HouseServices house) => house.AskAsync(db =>
        db.Deliveries.OrderBy(letter => letter.CreatedAt).Select(letter => letter.Kind).ToListAsync());
}
