using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OutreachPortal.Alerts;
using OutreachPortal.Data;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

public sealed class ManageTests(AlertHouses houses) : IClassFixture<AlertHouses>
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whoever_asks_for_the_link_gets_the_same_page_and_only_an_owner_gets_the_link(string provider)
    {
        var house = await houses.OfAsync(provider);
        var (owner, stranger) = (AlertHouse.NewAddress(), AlertHouse.NewAddress());
        await house.SubscribeAsync(owner);
        using var visitor = house.NewVisitor();

        var answers = new[]
        {
            await visitor.SendFormAsync("/en/alerts/manage", ("email", owner)),
            await visitor.SendFormAsync("/en/alerts/manage", ("email", stranger)),
        };

        Assert.All(answers, answer => Assert.Equal("/en/alerts/manage/sent", answer.Headers.Location!.ToString()));
        var mails = await house.MailToAsync(owner, 2);
        Assert.Contains(mails, mail => mail.TextBody!.Contains("/alerts/manage/", StringComparison.Ordinal));
        await using var db = house.OpenDb();
        Assert.False(await db.Subscribers.AnyAsync(person => person.Email == stranger));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_link_is_spent_by_its_button_and_not_by_looking(string provider)
    {
        var house = await houses.OfAsync(provider);
        var address = AlertHouse.NewAddress();
        await house.SubscribeAsync(address);
        var link = await house.ManageLinkAsync(address);
        using var visitor = house.NewVisitor();

        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync(link)).StatusCode);

        using var thief = house.NewVisitor();
        Assert.Equal(HttpStatusCode.NotFound, (await thief.PostAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await thief.GetAsync(link)).StatusCode);
        Assert.Equal(["Your alerts"], (await visitor.PageAsync("/alerts/manage")).Texts("h1"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_link_lives_ten_minutes_and_a_session_thirty(string provider)
    {
        await using var house = await AlertHouse.OpenAsync(provider);
        var address = AlertHouse.NewAddress();
        await house.SubscribeAsync(address);
        var link = await house.ManageLinkAsync(address);
        using var visitor = house.NewVisitor();

        house.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await visitor.PostAsync(link)).StatusCode);

        using var owner = await house.OwnerAsync(address);
        house.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync("/alerts/manage")).StatusCode);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("/en/alerts/manage", (await owner.GetAsync("/alerts/manage")).Headers.Location!.ToString());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_alert_is_paused_resumed_changed_and_ended(string provider)
    {
        var house = await houses.OfAsync(provider);
        var address = AlertHouse.NewAddress();
        var alert = await house.SubscribeAsync(address);
        using var owner = await house.OwnerAsync(address);

        await DoAsync(owner, "pause", alert);
        Assert.True((await house.AlertAsync(alert.Id)).IsPausedAt(house.Now));
        await DoAsync(owner, "resume", alert);
        Assert.False((await house.AlertAsync(alert.Id)).IsPausedAt(house.Now));
        await DoAsync(owner, "change", alert, ("frequency", "weekly"));
        var (old, next) = ((await house.AlertAsync(alert.Id)), (await house.AlertsOfAsync(address))[^1]);
        Assert.Equal((EndReason.Changed, Frequency.Weekly, true), (old.EndReason, next.Frequency, next.IsActive));
        Assert.Equal(old.CriteriaId, next.CriteriaId);
        await DoAsync(owner, "stop", next);
        Assert.Equal(EndReason.Unsubscribed, (await house.AlertAsync(next.Id)).EndReason);
        var page = await owner.PageAsync("/alerts/manage");
        Assert.Empty(page.QuerySelectorAll("section.item"));
        Assert.Equal(["New tenders (15 Nov 2026: you stopped it)"], page.Texts("details li span"));
    }

    [Fact]
    public async Task Why_an_alert_ended_is_said_to_its_owner()
    {
        var house = await houses.OfAsync(Databases.Sqlite);
        var address = AlertHouse.NewAddress();
        var alert = await house.SubscribeAsync(address);
        await house.DoAsync(async db =>
        {
            (await db.Subscriptions.SingleAsync(row => row.Id == alert.Id)).End(EndReason.HardBounce, house.Now);
            await db.SaveChangesAsync();
        });
        using var owner = await house.OwnerAsync(address);

        var page = await owner.PageAsync("/alerts/manage");

        Assert.Equal(
            ["New tenders (15 Nov 2026: the mailbox no longer took our letters)"], page.Texts("details li span"));
        Assert.Equal("/en/alerts/new?kind=tender", page.Href("details li a"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Language_and_clocks_are_chosen_for_all(string provider)
    {
        var house = await houses.OfAsync(provider);
        var address = AlertHouse.NewAddress();
        await house.SubscribeAsync(address);
        using var owner = await house.OwnerAsync(address);

        await PostAsync(owner, ("do", "choose"), ("language", "ru"), ("zone", "Asia/Almaty"));

        var person = await house.PersonAsync(address);
        Assert.Equal(("ru", "Asia/Almaty"), (person.Language, person.Zone));
        Assert.Equal("ru", (await owner.PageAsync("/alerts/manage")).DocumentElement.GetAttribute("lang"));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(owner, ("do", "choose"), ("language", "xx"), ("zone", "Mars/One"))).StatusCode);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task All_alerts_end_at_once_and_so_does_what_they_owe(string provider)
    {
        var house = await houses.OfAsync(provider);
        var address = AlertHouse.NewAddress();
        var first = await house.SubscribeAsync(address);
        await house.SubscribeAsync(address, "?kind=job", "weekly");
        await OweAsync(house, first);
        using var owner = await house.OwnerAsync(address);

        await PostAsync(owner, ("do", "stop-all"));

        Assert.All(await house.AlertsOfAsync(address), alert => Assert.Equal(EndReason.Unsubscribed, alert.EndReason));
        await using var db = house.OpenDb();
        Assert.Equal(ObligationState.Cancelled, (await db.Obligations.SingleAsync(row => row.SubscriptionId == first.Id)).State);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Somebody_elses_alert_is_not_found_and_the_attempt_is_written_down(string provider)
    {
        var house = await houses.OfAsync(provider);
        using var log = new HeardLog(typeof(OwnAlerts).FullName!);
        house.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        var (mine, theirs) = (AlertHouse.NewAddress(), AlertHouse.NewAddress());
        await house.SubscribeAsync(mine);
        var alert = await house.SubscribeAsync(theirs);
        using var owner = await house.OwnerAsync(mine);

        foreach (var verb in (string[])["stop", "pause", "resume", "change"])
        {
            var seal = await owner.SealAsync("/alerts/manage");
            var answer = await owner.PostAsync(
                "/alerts/manage", ("seal", seal), ("do", verb), ("alert", $"{alert.Id}"), ("frequency", "weekly"));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        var untouched = await house.AlertAsync(alert.Id);
        Assert.Equal((true, null), (untouched.IsActive, untouched.PausedUntil));
        var me = (await house.PersonAsync(mine)).Id;
        var written = log.Entries.Where(entry => Equals(entry.Values["Person"], me)).ToList();
        Assert.Equal(["stop", "pause", "resume", "change"], written.Select(entry => entry.Values["Verb"]));
        Assert.All(written, entry =>
        {
            Assert.Equal((LogLevel.Warning, alert.Id), (entry.Level, entry.Values["Alert"]));
            Assert.StartsWith("Audit: ", entry.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('@', entry.Message);
        });
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task One_takes_ones_data_along(string provider)
    {
        var house = await houses.OfAsync(provider);
        var address = AlertHouse.NewAddress();
        await house.SubscribeAsync(address, "?group=ldc&kind=tender");
        using var owner = await house.OwnerAsync(address);

        var answer = await owner.GetAsync("/alerts/manage/export");

        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        using var data = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(address, data.RootElement.GetProperty("email").GetString());
        var alert = data.RootElement.GetProperty("alerts")[0];
        Assert.Equal(("kind=tender&group=ldc", "daily"), (alert.GetProperty("criteria").GetString(), alert.GetProperty("frequency").GetString()));
        Assert.Equal("confirm", data.RootElement.GetProperty("letters")[0].GetProperty("kind").GetString());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whoever_is_deleted_leaves_no_row_with_the_address(string provider)
    {
        var house = await houses.OfAsync(provider);
        var address = AlertHouse.NewAddress("deleted");
        var alert = await house.SubscribeAsync(address);
        var unsubscribe = await house.UnsubscribeLinkAsync(alert);
        using var owner = await house.OwnerAsync(address);

        var done = await PostAsync(owner, ("do", "erase"));

        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Empty(await Everywhere.FindAsync(house, address));
        Assert.Equal(EndReason.Erased, (await house.AlertAsync(alert.Id)).EndReason);
        Assert.Equal(HttpStatusCode.Redirect, (await owner.GetAsync("/alerts/manage")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await owner.PostAsync(unsubscribe, ("List-Unsubscribe", "One-Click"))).StatusCode);
    }

    [Fact]
    public async Task Without_a_session_or_a_seal_nothing_is_shown_or_done()
    {
        var house = await houses.OfAsync(Databases.Sqlite);
        var address = AlertHouse.NewAddress();
        var alert = await house.SubscribeAsync(address);
        using var stranger = house.NewVisitor();
        using var owner = await house.OwnerAsync(address);

        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync("/alerts/manage")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync("/alerts/manage/export")).StatusCode);
        var unsealed = await owner.PostAsync("/alerts/manage", ("do", "stop"), ("alert", $"{alert.Id}"));
        Assert.Equal(HttpStatusCode.BadRequest, unsealed.StatusCode);
        Assert.True((await house.AlertAsync(alert.Id)).IsActive);
    }

    static async Task DoAsync(
        Visitor owner, string verb, Subscription alert, params IReadOnlyList<(string Name, string Value)> fields) =>
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(owner, [("do", verb), ("alert", $"{alert.Id}"), .. fields])).StatusCode);

    static async Task<HttpResponseMessage> PostAsync(
        Visitor owner, params IReadOnlyList<(string Name, string Value)> fields) =>
        await owner.PostAsync("/alerts/manage", [("seal", await owner.SealAsync("/alerts/manage")), .. fields]);

    static Task OweAsync(AlertHouse house, Subscription alert) => house.DoAsync(async db =>
    {
        db.Obligations.Add(new Obligation
        {
            SubscriberId = alert.SubscriberId, Occasion = "entry:1", SubscriptionId = alert.Id, Revision = 1,
            OpportunityId = await db.Opportunities.Select(row => row.Id).FirstAsync(), Frequency = Frequency.Daily,
            OwedAt = house.Now, DueAt = house.Now + NodaTime.Duration.FromDays(1),
        });
        await db.SaveChangesAsync();
    });
}

/// <summary>Looks for a text in every column of every table.</summary>
internal static class Everywhere
{
    public static async Task<IReadOnlyList<string>> FindAsync(AlertHouse house, string text)
    {
        await using var db = house.OpenDb();
        List<string> found = [];
        foreach (var entity in db.Model.GetEntityTypes())
        {
            var table = entity.GetTableName()!;
            foreach (var column in entity.GetProperties().Where(property => property.GetColumnType().Contains("text", StringComparison.OrdinalIgnoreCase)))
            {
                var name = column.GetColumnName();
                var sql = $"SELECT COUNT(*) AS \"Value\" FROM \"{table}\" WHERE CAST(\"{name}\" AS text) LIKE {{0}}";
                if ((await db.Database.SqlQueryRaw<long>(sql, $"%{text}%").ToListAsync())[0] > 0) found.Add($"{table}.{name}");
            }
        }
        return found;
    }
}
