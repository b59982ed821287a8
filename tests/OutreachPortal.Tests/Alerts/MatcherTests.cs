using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>Who is owed word of what became public.</summary>
public sealed class MatcherTests
{
    static readonly Criteria Billing = Criteria.Everything with { Query = "billing" };
    static readonly Criteria Kenya = Criteria.Everything.With("country", "KE");
    static readonly Criteria Nepal = Criteria.Everything.With("country", "NP");

    readonly FakeTimeProvider _clock = Hours.At(Some.Noon);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whoever_asked_for_it_is_owed_it_and_nobody_else(string provider)
    {
        await using var house = await OpenAsync(provider);
        var asked = await house.WatchAsync("amina", Billing);
        await house.WatchAsync("bishal", Nepal);

        var item = await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();

        var owed = Assert.Single(await house.OwedAsync());
        Assert.Equal((asked.SubscriberId, asked.Id), (owed.SubscriberId, owed.SubscriptionId));
        Assert.Equal(("entry:1", item.Id, 1), (owed.Occasion, owed.OpportunityId, owed.Revision));
        Assert.Equal((Some.Noon, Some.Noon), (owed.OwedAt, owed.DueAt));
        Assert.Equal(Some.Tender().Deadline!.Instant, owed.ExpiresAt);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_several_alerts_of_a_person_the_fastest_speaks_then_the_oldest(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing, Frequency.Weekly, Watchers.Yesterday - Duration.FromDays(9));
        var older = await house.WatchAsync("amina", Kenya, Frequency.Daily, Watchers.Yesterday - Duration.FromDays(2));
        await house.WatchAsync("amina", Criteria.Everything, Frequency.Daily);

        await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();

        var owed = Assert.Single(await house.OwedAsync());
        Assert.Equal((older.Id, Frequency.Daily), (owed.SubscriptionId, owed.Frequency));
        Assert.Equal(Instant.FromUtc(2026, 11, 16, 8, 0), owed.DueAt);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Only_what_was_active_at_that_moment_counts(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("later", Billing, since: Some.Noon + Duration.FromMilliseconds(1));
        var ended = await house.WatchAsync("ended", Billing);
        await house.EndAsync(ended.Id, EndReason.Unsubscribed, Some.Noon - Duration.FromHours(1));
        var paused = await house.WatchAsync("paused", Billing);
        await house.AskAsync(db => db.Subscriptions.Where(alert => alert.Id == paused.Id).ExecuteUpdateAsync(
            set => set.SetProperty(alert => alert.PausedUntil, Some.Noon + Duration.FromDays(3))));
        var bounced = await house.WatchAsync("bounced", Billing);
        await house.AskAsync(db => db.Subscribers.Where(person => person.Id == bounced.SubscriberId).ExecuteUpdateAsync(
            set => set.SetProperty(person => person.State, SubscriberState.Suppressed)));

        await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();

        Assert.Empty(await house.OwedAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_alert_that_ended_between_leaves_a_row_that_says_why(string provider)
    {
        await using var house = await OpenAsync(provider);
        var alert = await house.WatchAsync("amina", Billing);
        await house.Services.PublishAsync("017", Some.Tender());
        await house.EndAsync(alert.Id, EndReason.Unsubscribed, Some.Noon + Duration.FromSeconds(1));

        await house.FollowJournalAsync();

        var owed = Assert.Single(await house.OwedAsync());
        Assert.Equal((ObligationState.Cancelled, "unsubscribed"), (owed.State, owed.Reason));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_alert_that_was_changed_between_lives_on_in_its_heir(string provider)
    {
        await using var house = await OpenAsync(provider);
        var old = await house.WatchAsync("amina", Billing);
        await house.Services.PublishAsync("017", Some.Tender());
        await house.EndAsync(old.Id, EndReason.Changed, Some.Noon + Duration.FromSeconds(1));
        var heir = await house.WatchAsync("amina", Billing, Frequency.Daily, Some.Noon + Duration.FromSeconds(1));

        await house.FollowJournalAsync();

        var owed = Assert.Single(await house.OwedAsync());
        Assert.Equal((heir.Id, Frequency.Daily, ObligationState.Owed), (owed.SubscriptionId, owed.Frequency, owed.State));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_not_open_any_more_owes_nothing(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Criteria.Everything);
        var past = Some.Tender() with { Deadline = new Deadline(new LocalDateTime(2026, 11, 1, 16, 0), "Africa/Nairobi") };
        await house.Services.PublishAsync(("old", past), ("plan", Some.Tender() with { InvitesAnswer = false }));
        var cancelled = await house.Services.PublishAsync("cancelled", Some.Tender());
        await house.MoveAsync(cancelled.Id, State.Cancelled);

        await house.FollowJournalAsync();

        Assert.Empty(await house.OwedAsync());
        Assert.Equal(4, await house.AskAsync(db => db.MatchedEntries.CountAsync(entry => entry.State == MatchState.Matched)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_correction_is_told_to_nobody_and_a_change_to_those_who_know_and_those_it_now_fits(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing);
        await house.WatchAsync("bishal", Nepal);
        var item = await house.Services.PublishAsync("017", Some.Tender());
        var follower = await house.FollowAsync("chen", item.Id);
        await house.FollowJournalAsync();
        Assert.Single(await house.OwedAsync());

        await house.AmendAsync(item.Id, content => content with { Titles = Texts.Of("en", "Billing sofware for the water works") });
        await house.FollowJournalAsync();
        Assert.Single(await house.OwedAsync());

        _clock.Advance(TimeSpan.FromMinutes(1));
        await house.AmendAsync(item.Id, content => content with { Countries = ["KE", "NP"] });
        await house.FollowJournalAsync();
        var owed = (await house.OwedAsync()).FindAll(obligation => obligation.Occasion == "entry:3");
        Assert.Equal(3, owed.Count);
        Assert.Contains(owed, obligation => obligation.SubscriptionId == follower.Id);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_correction_that_makes_it_fit_is_news_to_whom_it_fits(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing);
        var fibre = await house.WatchAsync("fibre", Criteria.Everything with { Query = "fibre" });
        var item = await house.Services.PublishAsync("017", Some.Tender());

        await house.CorrectAsync(item.Id, "Over fibre.");
        await house.FollowJournalAsync();

        Assert.Equal(
            ["entry:1", "entry:2"], (await house.OwedAsync()).Select(obligation => obligation.Occasion).Order());
        Assert.Contains(await house.OwedAsync(), owed => owed.SubscriptionId == fibre.Id && owed.Occasion == "entry:2");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_end_is_told_to_those_who_know_and_strikes_out_what_was_not_sent(string provider)
    {
        await using var house = await OpenAsync(provider);
        var fast = await house.WatchAsync("fast", Billing);
        await house.WatchAsync("daily", Billing, Frequency.Daily);
        var item = await house.Services.PublishAsync("017", Some.Tender());
        await house.PassAsync();

        await house.MoveAsync(item.Id, State.Withdrawn, "It was published by mistake.");
        await house.FollowJournalAsync();

        var owed = await house.OwedAsync();
        Assert.Equal(fast.Id, Assert.Single(owed, obligation => obligation.Occasion == "entry:2").SubscriptionId);
        Assert.Equal(
            (ObligationState.Cancelled, "withdrawn"),
            Assert.Single(owed, obligation => obligation.Frequency == Frequency.Daily) is var struck
                ? (struck.State, struck.Reason) : default);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_closing_by_the_clock_is_no_news(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing);
        var item = await house.Services.PublishAsync("017", Some.Tender());
        await house.PassAsync();

        _clock.SetUtcNow(Some.Tender().Deadline!.Instant.ToDateTimeOffset().AddSeconds(30));
        await house.MoveAsync(item.Id, State.Closed);
        await house.FollowJournalAsync();

        Assert.Single(await house.OwedAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Following_the_journal_again_changes_nothing(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing);
        await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();
        var first = await house.OwedAsync();

        await house.AskAsync(db => db.MatchedEntries.ExecuteDeleteAsync());
        var again = await HouseServices.OnAsync(house.Plot, clock: _clock);
        await using (again) await again.FollowJournalAsync();

        Assert.Equivalent(first, await house.OwedAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_poisonous_entry_is_set_aside_and_stops_nobody(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing);
        var poison = await house.Services.PublishAsync("poison", Some.Tender());
        await house.Services.PublishAsync("017", Some.Tender());
        await house.AskAsync(db => db.Database.ExecuteSqlAsync(
            $"UPDATE revisions SET content = 'no JSON' WHERE opportunity_id = {poison.Id}"));

        for (var tries = 0; tries < Matcher.Tries; tries++)
        {
            await house.FollowJournalAsync();
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal("entry:2", Assert.Single(await house.OwedAsync()).Occasion);
        var entry = await house.AskAsync(db => db.MatchedEntries.SingleAsync(matched => matched.Sequence == 1));
        Assert.Equal((MatchState.SetAside, Matcher.Tries), (entry.State, entry.Attempts));
        Assert.NotNull(entry.Fault);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Criteria_that_are_committed_before_an_entry_is_matched_are_seen_in_whatever_order(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("somebody", Nepal);
        await using var slow = house.OpenDb();
        await using var transaction = provider == Databases.PostgreSql ? await slow.Database.BeginTransactionAsync() : null;
        var person = await house.PersonAsync("amina");
        var early = slow.SharedCriteria.Add(Watchers.CriteriaRow(Billing, Some.Noon)).Entity;
        await slow.SaveChangesAsync();

        _clock.Advance(TimeSpan.FromSeconds(5));
        await house.WatchAsync("other", Kenya, since: Now);
        await house.Services.PublishAsync("first", Some.Job());
        await house.FollowJournalAsync();

        slow.Subscriptions.Add(new Subscription
        {
            Id = Guid.CreateVersion7(), SubscriberId = person.Id, CriteriaId = early.Id, Frequency = Frequency.Immediate,
            Language = "en", AskedAt = Some.Noon, StartedAt = Some.Noon, Source = "results",
        });
        await slow.SaveChangesAsync();
        if (transaction is not null) await transaction.CommitAsync();
        await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();

        Assert.Contains(await house.OwedAsync(), owed => owed.SubscriberId == person.Id && owed.Occasion == "entry:2");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_two_processes_one_matches(string provider)
    {
        await using var house = await OpenAsync(provider);
        await using var other = await HouseServices.OnAsync(house.Plot, clock: _clock);

        Assert.True(await house.Get<Matcher>().FollowAsync(CancellationToken.None));
        Assert.False(await other.Get<Matcher>().FollowAsync(CancellationToken.None));
    }

    Instant Now => Instant.FromDateTimeOffset(_clock.GetUtcNow());

    Task<HouseServices> OpenAsync(string provider) => HouseServices.OpenAsync(provider, "minimal", _clock);
}
