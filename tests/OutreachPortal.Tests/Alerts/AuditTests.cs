using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>The second look, and the proof that something came out.</summary>
public sealed class AuditTests : AlertsInTime
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task It_finds_nothing_where_nothing_is_missing(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing);
        await house.WatchAsync("bishal", Criteria.Everything.With("country", "NP"), Frequency.Weekly);
        var item = await house.Services.PublishAsync("017", Some.Tender());
        await house.AmendAsync(item.Id, content => content with { Countries = ["KE", "NP"] });
        await house.PassAsync();

        Assert.Equal(new AuditFindings(2, 0, 0), await AuditAsync(house));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Where_nobody_asks_nothing_is_read_again(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();

        Assert.Equal(new AuditFindings(0, 0, 0), await AuditAsync(house));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_the_matcher_overlooked_is_owed_and_counted(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing);
        await house.WatchAsync("bishal", Criteria.Everything.With("kind", "tender"), Frequency.Daily);
        await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();
        var before = await house.OwedAsync();
        await house.AskAsync(db => db.Obligations.ExecuteDeleteAsync());

        Assert.Equal(new AuditFindings(1, 2, 0), await AuditAsync(house));
        Assert.Equal(new AuditFindings(1, 0, 0), await AuditAsync(house));

        Assert.Equal(before.Select(Said).Order(), (await house.OwedAsync()).Select(Said).Order());

        static (Guid, Guid, string, Instant, Instant?) Said(Obligation owed) =>
            (owed.SubscriberId, owed.SubscriptionId, owed.Occasion, owed.DueAt, owed.ExpiresAt);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_end_that_was_not_told_to_those_who_know_is_owed(string provider)
    {
        await using var house = await OpenAsync(provider);
        var told = await house.WatchAsync("amina", Billing);
        await house.WatchAsync("bishal", Billing, Frequency.Weekly);
        var item = await house.Services.PublishAsync("017", Some.Tender());
        var follower = await house.FollowAsync("chen", item.Id, Some.Noon);
        await house.PassAsync();
        await CancelAsync(house, item.Id);
        await house.FollowJournalAsync();

        Assert.Equal(new AuditFindings(2, 0, 0), await AuditAsync(house));
        await ForgetAsync(house, 2);

        Assert.Equal(new AuditFindings(2, 2, 0), await AuditAsync(house));
        Assert.Equal(
            new[] { told.Id, follower.Id }.Order(),
            (await OfAsync(house, 2)).Select(owed => owed.SubscriptionId).Order());
    }

    /// <summary>They are still subscribed; who is not, is not told.</summary>
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_end_reaches_who_was_told_through_an_alert_that_ended_and_has_another(string provider)
    {
        await using var house = await OpenAsync(provider);
        var first = await house.WatchAsync("amina", Billing);
        var other = await house.WatchAsync("amina", Criteria.Everything.With("kind", "tender"), Frequency.Weekly);
        var alone = await house.WatchAsync("bishal", Billing);
        var elsewhere = await house.WatchAsync("chen", Billing);
        await house.WatchAsync("chen", Criteria.Everything.With("country", "NP"));
        var item = await house.Services.PublishAsync("017", Some.Tender());
        await house.PassAsync();
        foreach (var alert in new[] { first, alone, elsewhere }) await house.EndAsync(alert);
        Clock.Advance(TimeSpan.FromMinutes(2));

        await CancelAsync(house, item.Id);
        await house.FollowJournalAsync();

        Assert.Equal(other.Id, Assert.Single(await OfAsync(house, 2)).SubscriptionId);
        await AssertFoundAsync(house, other);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_correction_that_made_it_fit_is_owed_to_those_it_now_fits_only(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing);
        var fibre = await house.WatchAsync("fibre", Criteria.Everything with { Query = "fibre" });
        var item = await house.Services.PublishAsync("017", Some.Tender());
        await house.CorrectAsync(item.Id, "Over fibre.");
        await house.FollowJournalAsync();
        Assert.Equal(fibre.Id, Assert.Single(await OfAsync(house, 2)).SubscriptionId);

        Assert.Equal(new AuditFindings(2, 0, 0), await AuditAsync(house));
        await AssertFoundAsync(house, fibre);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_change_that_no_longer_fits_is_owed_to_those_who_know_it(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Criteria.Everything.With("country", "KE"));
        var item = await house.Services.PublishAsync("017", Some.Tender());
        await house.PassAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        await house.AmendAsync(item.Id, content => content with { Countries = ["NP"] });
        await house.FollowJournalAsync();

        Assert.Equal(new AuditFindings(2, 0, 0), await AuditAsync(house));
        await ForgetAsync(house, 2);

        Assert.Equal(new AuditFindings(2, 1, 0), await AuditAsync(house));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_was_overlooked_before_an_alert_changed_its_hour_is_our_fault_still(string provider)
    {
        await using var house = await OpenAsync(provider);
        var weekly = await house.WatchAsync("amina", Billing, Frequency.Weekly);
        await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();
        await ForgetAsync(house, 1);
        await house.EndAsync(weekly.Id, EndReason.Changed, Some.Noon + Duration.FromHours(1));
        var daily = await house.WatchAsync("amina", Billing, Frequency.Daily, Some.Noon + Duration.FromHours(1));

        Assert.Equal(new AuditFindings(1, 1, 0), await AuditAsync(house));
        Assert.Equal(daily.Id, Assert.Single(await house.OwedAsync()).SubscriptionId);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Once_a_night_it_looks_back_five_weeks(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing);
        await house.Services.PublishAsync("017", Some.Tender() with
        {
            Deadline = new Deadline(new LocalDateTime(2027, 1, 30, 7, 0), "Etc/UTC"),
        });
        await house.FollowJournalAsync();
        await ForgetAsync(house, 1);
        var audit = house.Get<Audit>();

        Clock.Advance(TimeSpan.FromHours(10));
        Assert.Null(await audit.RunNightlyAsync(CancellationToken.None));
        Clock.SetUtcNow(Instant.FromUtc(2026, 12, 14, 1, 59).ToDateTimeOffset());
        Assert.Null(await audit.RunNightlyAsync(CancellationToken.None));
        Assert.Equal(new AuditFindings(0, 0, 0), await AuditAsync(house));
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new AuditFindings(1, 1, 0), await audit.RunNightlyAsync(CancellationToken.None));
        Assert.Null(await audit.RunNightlyAsync(CancellationToken.None));
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(new AuditFindings(1, 0, 0), await audit.RunNightlyAsync(CancellationToken.None));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_confirmation_that_became_visible_late_is_no_fault_of_ours(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("somebody", Criteria.Everything.With("country", "NP"));
        await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();

        await house.WatchAsync("amina", Billing, since: Some.Noon - Duration.FromSeconds(2));

        Assert.Equal(new AuditFindings(1, 0, 1), await AuditAsync(house));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_pause_that_was_ended_early_leaves_no_gap_to_find(string provider)
    {
        await using var house = await OpenAsync(provider);
        var alert = await house.WatchAsync("amina", Billing);
        await PauseAsync(house, alert, row => row.Pause(Some.Noon + Duration.FromDays(30)));
        await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();

        await PauseAsync(house, alert, row => row.Resume(Some.Noon + Duration.FromHours(1)));

        Assert.Equal(new AuditFindings(1, 0, 0), await AuditAsync(house));
        Assert.Empty(await house.OwedAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_hour_without_an_accepted_letter_is_told_once(string provider)
    {
        await using var house = await OpenAsync(provider);
        await house.WatchAsync("amina", Billing);
        await house.Services.PublishAsync("017", Some.Tender());
        await house.FollowJournalAsync();
        var proof = house.Get<DeliveryProof>();

        Assert.Empty(await proof.RunAsync(CancellationToken.None));
        Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal([1L], await proof.RunAsync(CancellationToken.None));
        Assert.Empty(await proof.RunAsync(CancellationToken.None));
        await house.PassAsync();
        await house.Services.PublishAsync("018", Some.Tender());
        await house.PassAsync();
        Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Empty(await proof.RunAsync(CancellationToken.None));
    }

    async Task CancelAsync(HouseServices house, long item)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        await house.MoveAsync(item, State.Cancelled, "The two works were merged.");
    }

    static async Task<List<Obligation>> OfAsync(HouseServices house, long sequence) =>
        (await house.OwedAsync()).FindAll(owed => owed.Sequence == sequence);

    /// <summary>Were the second entry never looked at, the audit would owe its word through this alert alone.</summary>
    static async Task AssertFoundAsync(HouseServices house, Subscription alert)
    {
        await ForgetAsync(house, 2);
        Assert.Equal(new AuditFindings(2, 1, 0), await AuditAsync(house));
        Assert.Equal(alert.Id, Assert.Single(await OfAsync(house, 2)).SubscriptionId);
    }

    /// <summary>As if nobody had looked at the entry.</summary>
    static Task ForgetAsync(HouseServices house, long sequence) => house.AskAsync(db =>
        db.Obligations.Where(owed => owed.Sequence == sequence).ExecuteDeleteAsync());

    static Task<AuditFindings?> AuditAsync(HouseServices house) => house.Get<Audit>().RunAsync(CancellationToken.None);

    static async Task PauseAsync(HouseServices house, Subscription alert, Action<Subscription> change)
    {
        await using var db = house.OpenDb();
        change(await db.Subscriptions.SingleAsync(row => row.Id == alert.Id));
        await db.SaveChangesAsync();
    }
}
