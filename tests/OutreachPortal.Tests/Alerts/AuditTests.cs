using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>The second look, and the proof that something came out.</summary>
public sealed class AuditTests
{
    static readonly Criteria Billing = Criteria.Everything with { Query = "billing" };

    readonly FakeTimeProvider _clock = Hours.At(Some.Noon);

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

        Assert.Equal(
            before.Select(owed => (owed.SubscriberId, owed.SubscriptionId, owed.Occasion, owed.DueAt, owed.ExpiresAt)).Order(),
            (await house.OwedAsync()).Select(owed => (owed.SubscriberId, owed.SubscriptionId, owed.Occasion, owed.DueAt, owed.ExpiresAt)).Order());
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
        _clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal([1L], await proof.RunAsync(CancellationToken.None));
        Assert.Empty(await proof.RunAsync(CancellationToken.None));
        await house.PassAsync();
        await house.Services.PublishAsync("018", Some.Tender());
        await house.PassAsync();
        _clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Empty(await proof.RunAsync(CancellationToken.None));
    }

    static Task<AuditFindings?> AuditAsync(HouseServices house) => house.Get<Audit>().RunAsync(CancellationToken.None);

    static async Task PauseAsync(HouseServices house, Subscription alert, Action<Subscription> change)
    {
        await using var db = house.OpenDb();
        change(await db.Subscriptions.SingleAsync(row => row.Id == alert.Id));
        await db.SaveChangesAsync();
    }

    Task<HouseServices> OpenAsync(string provider) => HouseServices.OpenAsync(provider, "minimal", _clock);
}
