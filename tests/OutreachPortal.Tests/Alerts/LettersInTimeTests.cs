using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>When what is owed leaves, and in which letter.</summary>
public sealed class LettersInTimeTests
{
    static readonly Criteria Billing = Criteria.Everything with { Query = "billing" };

    readonly FakeTimeProvider _clock = Hours.At(Some.Noon);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_owed_at_once_leaves_at_once(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing);
        await house.Services.PublishAsync("017", Some.Tender());

        await house.PassAsync();

        var letter = Assert.Single(house.Letters());
        Assert.Equal("Nairobi County Water Works: Billing software for the water works", letter.Subject);
        Assert.Equal("amina@example.org", letter.To.Mailboxes.Single().Address);
        Assert.Equal(ObligationState.Done, Assert.Single(await house.OwedAsync()).State);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task More_than_twenty_in_ten_minutes_become_one_letter(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing);
        await PublishAsync(house, 0, 19);
        await house.PassAsync();
        Assert.Equal(19, house.Letters().Count);

        _clock.Advance(TimeSpan.FromMinutes(1));
        await PublishAsync(house, 19, 27);
        await house.PassAsync();
        Assert.Equal(19, house.Letters().Count);

        _clock.Advance(TimeSpan.FromMinutes(10));
        await house.PassAsync();

        Assert.Equal(20, house.Letters().Count);
        Assert.All(await house.OwedAsync(), owed => Assert.Equal(ObligationState.Done, owed.State));
        Assert.EndsWith("and 7 more", house.Letters()[^1].Subject, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_digest_leaves_at_eight_with_what_is_owed_and_only_once_a_date(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing, Frequency.Daily, zone: "Africa/Nairobi");
        await PublishAsync(house, 0, 2);
        await PassAtAsync(house, 2026, 11, 16, 4, 59);
        Assert.Empty(house.Letters());

        await PassAtAsync(house, 2026, 11, 16, 5, 0);
        Assert.Single(house.Letters());

        await PublishAsync(house, 2, 3);
        await PassAtAsync(house, 2026, 11, 16, 12, 0);
        await PassAtAsync(house, 2026, 11, 17, 4, 59);
        Assert.Single(house.Letters());

        await PassAtAsync(house, 2026, 11, 17, 5, 0);
        Assert.Equal(2, house.Letters().Count);
        Assert.Equal(
            ["2026-11-16", "2026-11-17"],
            await house.AskAsync(db => db.Deliveries.OrderBy(letter => letter.Slot).Select(letter => letter.Slot).ToListAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Without_anything_owed_there_is_no_digest(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Criteria.Everything.With("country", "NP"), Frequency.Daily);
        await PublishAsync(house, 0, 1);

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
            await PublishAsync(house, day, day + 1);
            await house.FollowJournalAsync();
            _clock.Advance(TimeSpan.FromDays(1));
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
        await PublishAsync(house, 0, 1);
        await PassAtAsync(house, 2026, 11, 16, 8, 0);
        Assert.Equal(2, house.Letters().Count);

        // Public a moment before eight, visible to the matcher only after the run of that morning.
        _clock.AutoAdvanceAmount = TimeSpan.Zero;
        await PublishAsync(house, 1, 2);
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
        _clock.SetUtcNow(Instant.FromUtc(2026, 11, 16, 12, 0).ToDateTimeOffset());
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

        _clock.Advance(TimeSpan.FromMinutes(1));
        await house.AmendAsync(item.Id, content => content with { Deadline = second });
        await house.PassAsync();
        await PassAtAsync(house, second.Instant - Duration.FromDays(6));

        var letters = house.Letters().OrderBy(letter => letter.Date).ToList();
        Assert.Equal(3, letters.Count);
        Assert.Contains("Deadline: 1 Dec 2026, 16:00 Nairobi → 20 Dec 2026, 16:00 Nairobi", letters[1].TextBody, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_alert_that_ends_cancels_what_is_owed_unless_another_asks_for_it(string provider)
    {
        await using var house = await OpenAsync(provider);
        var fast = await house.WatchAsync("amina", Billing);
        var daily = await house.WatchAsync("amina", Criteria.Everything.With("country", "KE"), Frequency.Daily);
        var alone = await house.WatchAsync("bishal", Billing);
        await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();

        await EndAsync(house, fast);
        await EndAsync(house, alone);
        await house.PassAsync();
        Assert.Empty(house.Letters());
        await PassAtAsync(house, 2026, 11, 16, 8, 0);

        Assert.Equal("amina@example.org", Assert.Single(house.Letters()).To.Mailboxes.Single().Address);
        Assert.Contains(await house.OwedAsync(), owed => owed.SubscriptionId == daily.Id && owed.State == ObligationState.Done);
        Assert.Contains(await house.OwedAsync(), owed => owed.SubscriptionId == alone.Id && owed.State == ObligationState.Cancelled);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_alert_that_ends_takes_back_a_letter_that_no_postman_holds(string provider)
    {
        await using var house = await OpenAsync(provider);
        var alert = await house.WatchAsync("amina", Billing);
        await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();
        await house.Get<Dispatch>().RunAsync(CancellationToken.None);

        await EndAsync(house, alert);
        await house.PassAsync();

        Assert.Empty(house.Letters());
        Assert.Equal(DeliveryState.Cancelled, await house.AskAsync(db => db.Deliveries.Select(letter => letter.State).SingleAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Another_frequency_takes_what_is_still_owed_along(string provider)
    {
        await using var house = await OpenAsync(provider);
        var weekly = await house.WatchAsync("amina", Billing, Frequency.Weekly);
        await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();

        await house.EndAsync(weekly.Id, EndReason.Changed, Now);
        var fast = await house.WatchAsync("amina", Billing, since: Now);
        await using (var db = house.OpenDb()) await house.Get<Ledger>().MoveAsync(db, weekly.Id, fast, "Etc/UTC");
        await house.PassAsync();
        await PassAtAsync(house, 2026, 11, 16, 9, 0);

        Assert.Single(house.Letters());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Withdrawn_while_its_letter_waits_it_is_not_told(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing);
        var item = await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();
        await house.Get<Dispatch>().RunAsync(CancellationToken.None);

        await house.MoveAsync(item.Id, State.Withdrawn);
        await house.PassAsync();

        Assert.Empty(house.Letters());
    }

    static Task EndAsync(HouseServices house, Subscription alert) => house.DoAsync(async _ =>
    {
        await using var db = house.OpenDb();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Subscriptions.Where(row => row.Id == alert.Id).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.EndedAt, Some.Noon + Duration.FromMinutes(1))
            .SetProperty(row => row.EndReason, EndReason.Unsubscribed));
        await house.Get<Ledger>().CancelAsync(db, [alert.Id], "unsubscribed");
        await transaction.CommitAsync();
    });

    static Task<List<LetterKind>> KindsAsync(HouseServices house) => house.AskAsync(db =>
        db.Deliveries.OrderBy(letter => letter.CreatedAt).Select(letter => letter.Kind).ToListAsync());

    static Task PublishAsync(HouseServices house, int from, int to) => house.Services.PublishAsync(
        [.. Enumerable.Range(from, to - from).Select(number => ($"n{number}", Some.Tender() with { Reference = $"NW/{number}" }))]);

    Task PassAtAsync(HouseServices house, int year, int month, int day, int hour, int minute) =>
        PassAtAsync(house, Instant.FromUtc(year, month, day, hour, minute));

    async Task PassAtAsync(HouseServices house, Instant at)
    {
        _clock.SetUtcNow(at.ToDateTimeOffset());
        await house.PassAsync();
    }

    Instant Now => Instant.FromDateTimeOffset(_clock.GetUtcNow());

    Task<HouseServices> OpenAsync(string provider) => HouseServices.OpenAsync(provider, "minimal", _clock);
}
