using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Data;
using OutreachPortal.Languages;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>What leaves when, by a clock that is moved; and that what must stay stays.</summary>
public sealed class RetentionTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Unconfirmed_requests_leave_after_seven_days_with_their_address(string provider)
    {
        await using var world = await AgingHouse.OpenAsync(provider);
        await world.AskAsync("waiting@example.org");

        await world.AfterAsync(days: 6.9);
        Assert.Equal(1, await world.CountAsync(db => db.Subscribers));
        await world.AfterAsync(days: 0.1);

        Assert.Equal(0, await world.CountAsync(db => db.Subscribers));
        Assert.Equal(0, await world.CountAsync(db => db.Subscriptions));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_address_leaves_28_days_after_the_last_alert_ended_and_never_while_one_lives(string provider)
    {
        await using var world = await AgingHouse.OpenAsync(provider);
        var gone = await world.SubscribeAsync("gone@example.org");
        await world.SubscribeAsync("here@example.org");
        await world.EndAsync(gone);

        await world.AfterAsync(days: 27.9);
        Assert.NotNull((await world.PersonAsync(gone)).Email);
        await world.AfterAsync(days: 0.1);

        var person = await world.PersonAsync(gone);
        Assert.Equal((null, null, null, SubscriberState.Erased), (person.Email, person.EmailKey, person.EmailMac, person.State));
        Assert.Equal(1, await world.CountAsync(db => db.Subscribers.Where(row => row.Email == "here@example.org")));
        Assert.Equal(2, await world.CountAsync(db => db.Subscriptions));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whoever_asked_again_keeps_the_address(string provider)
    {
        await using var world = await AgingHouse.OpenAsync(provider);
        var back = await world.SubscribeAsync("back@example.org");
        await world.EndAsync(back);
        await world.AfterAsync(days: 27);
        await world.SubscribeAsync("back@example.org", "country=NP");

        await world.AfterAsync(days: 10);

        Assert.Equal("back@example.org", (await world.PersonAsync(back)).Email);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Traces_reports_and_letters_leave_on_their_days(string provider)
    {
        await using var world = await AgingHouse.OpenAsync(provider);
        await world.SubscribeAsync("here@example.org");
        await world.DoAsync(db => db.ProviderEvents.Add(new ProviderEvent
        {
            Provider = "sendgrid", EventId = "1", Kind = "bounce", HappenedAt = world.Now, ReceivedAt = world.Now, Raw = "{}",
        }));

        await world.AfterAsync(days: 0.9);
        Assert.Equal(1, await world.CountAsync(db => db.SignUps));
        await world.AfterAsync(days: 0.1);
        Assert.Equal(0, await world.CountAsync(db => db.SignUps));
        await world.AfterAsync(days: 28.9);
        Assert.Equal(1, await world.CountAsync(db => db.ProviderEvents));
        await world.AfterAsync(days: 0.1);
        Assert.Equal(0, await world.CountAsync(db => db.ProviderEvents));
        await world.AfterAsync(days: 369.9);
        Assert.Equal(1, await world.CountAsync(db => db.Deliveries));
        await world.AfterAsync(days: 0.1);
        Assert.Equal(0, await world.CountAsync(db => db.Deliveries));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task More_than_a_thousand_leave_in_one_run_and_a_second_finds_nothing(string provider)
    {
        await using var world = await AgingHouse.OpenAsync(provider);
        await world.DoAsync(db =>
        {
            for (var i = 0; i < 2_500; i++)
                db.SignUps.Add(new SignUp { Mac = $"{i}", Network = "n", At = world.Now });
        });
        world.Clock.Advance(TimeSpan.FromDays(1));
        var retention = world.House.Get<Retention>();

        var first = await retention.RunAsync(CancellationToken.None);
        var second = await retention.RunAsync(CancellationToken.None);

        Assert.Equal(2_500, first["sign-ups"]);
        Assert.All(second.Values, count => Assert.Equal(0, count));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mailbox_that_is_gone_or_complains_ends_every_alert_with_the_reason(string provider)
    {
        await using var world = await AgingHouse.OpenAsync(provider);
        var (gone, annoyed, fine) = (
            await world.SubscribeAsync("gone@example.org"), await world.SubscribeAsync("annoyed@example.org"),
            await world.SubscribeAsync("fine@example.org"));
        await world.SuppressAsync("gone@example.org", SuppressionReason.HardBounce);
        await world.SuppressAsync("annoyed@example.org", SuppressionReason.Complaint);
        var care = world.House.Get<Care>();

        Assert.Equal(2, await care.FollowSuppressionsAsync(CancellationToken.None));
        Assert.Equal(0, await care.FollowSuppressionsAsync(CancellationToken.None));

        Assert.Equal(EndReason.HardBounce, (await world.AlertAsync(gone)).EndReason);
        Assert.Equal(EndReason.Complaint, (await world.AlertAsync(annoyed)).EndReason);
        Assert.True((await world.AlertAsync(fine)).IsActive);
        Assert.Equal(SubscriberState.Suppressed, (await world.PersonAsync(gone)).State);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_silent_year_is_followed_by_one_question_and_silence_by_the_end(string provider)
    {
        await using var world = await AgingHouse.OpenAsync(provider);
        var alert = await world.SubscribeAsync("silent@example.org");

        await world.CareAsync(days: 364.9);
        Assert.Equal(0, await world.CountAsync(db => db.Deliveries.Where(row => row.Kind == LetterKind.Notice)));
        await world.CareAsync(days: 0.1);
        await world.CareAsync(days: 29.9);
        Assert.Equal(1, await world.CountAsync(db => db.Deliveries.Where(row => row.Kind == LetterKind.Notice)));
        Assert.True((await world.AlertAsync(alert)).IsActive);
        await world.CareAsync(days: 0.1);

        Assert.Equal(EndReason.NoLongerWanted, (await world.AlertAsync(alert)).EndReason);
        Assert.Equal(1, await world.CountAsync(db => db.Deliveries.Where(row => row.Kind == LetterKind.Notice)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whoever_answers_is_not_asked_for_another_year(string provider)
    {
        await using var world = await AgingHouse.OpenAsync(provider);
        var alert = await world.SubscribeAsync("faithful@example.org");
        await world.CareAsync(days: 365);
        await world.DoAsync(db => db.Subscribers.Single(person => person.Id == alert.SubscriberId).Act(world.Now));

        await world.CareAsync(days: 364);
        Assert.True((await world.AlertAsync(alert)).IsActive);
        Assert.Equal(1, await world.CountAsync(db => db.Deliveries.Where(row => row.Kind == LetterKind.Notice)));
        await world.CareAsync(days: 1);

        Assert.Equal(2, await world.CountAsync(db => db.Deliveries.Where(row => row.Kind == LetterKind.Notice)));
    }

    [Fact]
    public async Task The_page_shows_the_days_that_the_clearing_up_obeys()
    {
        await using var house = await AlertHouse.OpenAsync(Databases.Sqlite, "--Limits:KeepAddressDays=17");
        using var visitor = house.NewVisitor();

        var answer = await visitor.GetAsync("/en/alerts/privacy");
        var page = await Visitor.ReadAsync(answer);

        Assert.True(answer.Headers.CacheControl!.Public);
        Assert.Contains("17 days after your last alert ended; at once when you ask", page.Texts("td"));
        Assert.Contains("400 days", page.Texts("td"));
        Assert.Equal(house.Services.GetRequiredService<Retention>().Rules.Count, page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(5, page.QuerySelectorAll("ol li").Length);
    }
}
