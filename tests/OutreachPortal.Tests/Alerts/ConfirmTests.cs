using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Alerts;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

public sealed class ConfirmTests(AlertHouses houses) : IClassFixture<AlertHouses>
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_machine_that_looks_fifty_times_confirms_nothing_and_one_press_does(string provider)
    {
        var house = await houses.OfAsync(provider);
        var (link, alert) = await AskedAsync(house);
        using var scanner = house.NewVisitor();

        for (var i = 0; i < 25; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await scanner.GetAsync(link)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await scanner.SendAsync(new(HttpMethod.Head, link))).StatusCode);
        }
        Assert.Null((await house.AlertAsync(alert.Id)).StartedAt);

        var page = await scanner.PageAsync(link);
        var form = page.QuerySelector("form[method=post]")!;
        Assert.Equal(link, form.GetAttribute("action"));
        Assert.Equal(HttpStatusCode.OK, (await scanner.PostAsync(form.GetAttribute("action")!)).StatusCode);
        Assert.NotNull((await house.AlertAsync(alert.Id)).StartedAt);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_tabs_that_confirm_at_once_are_both_answered_well(string provider)
    {
        var house = await houses.OfAsync(provider);
        var (link, _) = await AskedAsync(house);
        using var visitor = house.NewVisitor();

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => visitor.PostAsync(link)));
        var again = await visitor.PageAsync(link);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(["This alert is confirmed already"], again.Texts("h1"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_was_chosen_with_the_alert_holds_once_it_is_confirmed(string provider)
    {
        var house = await houses.OfAsync(provider);
        var address = AlertHouse.NewAddress();
        await house.AskAsync(address, zone: "Africa/Nairobi");
        await house.AskAsync(address, "?kind=job", language: "ar", zone: "Asia/Amman");
        var second = (await house.AlertsOfAsync(address))[1];
        using var visitor = house.NewVisitor();

        var page = await Visitor.ReadAsync(await visitor.PostAsync(house.LinkTo("confirm", second)));

        var person = await house.PersonAsync(address);
        Assert.Equal(("ar", "Asia/Amman", SubscriberState.Active), (person.Language, person.Zone, person.State));
        Assert.Equal("rtl", page.DocumentElement.GetAttribute("dir"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_link_of_a_week_ago_is_gone_and_offers_a_new_one(string provider)
    {
        await using var house = await AlertHouse.OpenAsync(provider);
        var (link, alert) = await AskedAsync(house);
        house.Clock.Advance(TimeSpan.FromDays(7));
        using var visitor = house.NewVisitor();

        var late = await visitor.PostAsync(link);
        var page = await Visitor.ReadAsync(late);
        var again = await visitor.PostAsync(page.QuerySelector("form")!.GetAttribute("action")!);

        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
        Assert.Null((await house.AlertAsync(alert.Id)).StartedAt);
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync(link)).StatusCode);
        Assert.NotNull((await house.AlertAsync(alert.Id)).StartedAt);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task After_the_request_was_cleared_away_the_link_still_knows_what_it_was_for(string provider)
    {
        await using var house = await AlertHouse.OpenAsync(provider);
        var (link, _) = await AskedAsync(house);
        house.Clock.Advance(TimeSpan.FromDays(7));
        await house.Services.GetRequiredService<Retention>().RunAsync(CancellationToken.None);
        using var visitor = house.NewVisitor();

        var gone = await visitor.PostAsync(link);

        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.NotNull((await Visitor.ReadAsync(gone)).QuerySelector("a[href^='/en/alerts/new']"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task After_its_owner_was_deleted_a_link_is_gone(string provider)
    {
        var house = await houses.OfAsync(provider);
        var address = AlertHouse.NewAddress();
        var alert = await house.SubscribeAsync(address);
        using var owner = await house.OwnerAsync(address);
        await owner.PostAsync("/alerts/manage", ("seal", await owner.SealAsync("/alerts/manage")), ("do", "erase"));

        Assert.Equal(HttpStatusCode.Gone, (await owner.GetAsync(house.LinkTo("confirm", alert))).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await owner.PostAsync(house.LinkTo("confirm", alert))).StatusCode);
    }

    [Fact]
    public async Task A_link_with_one_letter_changed_cut_or_of_another_purpose_is_not_found()
    {
        var house = await houses.OfAsync(Databases.Sqlite);
        var address = AlertHouse.NewAddress();
        await house.SubscribeAsync(address);
        var (link, alert) = await AskedAsync(house);
        var token = link["/alerts/confirm/".Length..];
        var manage = (await house.ManageLinkAsync(address))["/alerts/manage/".Length..];
        using var visitor = house.NewVisitor();

        string[] wrong =
        [
            .. Enumerable.Range(0, 12).Select(i => Changed(token, i * token.Length / 12)),
            token[..^1], token[..10], token + "A", manage, "x", new string('a', 2_000), "%00", "..",
        ];
        foreach (var one in wrong)
        {
            var answer = await visitor.PostAsync($"/alerts/confirm/{one}");
            Assert.True((int)answer.StatusCode is 404 or 400 or 405, $"{one}: {answer.StatusCode}");
            Assert.NotEqual(HttpStatusCode.OK, (await visitor.GetAsync($"/alerts/confirm/{one}")).StatusCode);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync($"/alerts/manage/{token}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync($"/alerts/keep/{token}")).StatusCode);
        Assert.Null((await house.AlertAsync(alert.Id)).StartedAt);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Any_process_opens_a_link_and_a_lost_key_ring_leaves_the_links_that_end_alerts(string provider)
    {
        await using var plot = await Plot.OfAsync(provider);
        string confirm, unsubscribe;
        Subscription alert;
        await using (var first = await AlertHouse.OnAsync(plot))
        {
            (confirm, alert) = await AskedAsync(first);
            unsubscribe = await first.UnsubscribeLinkAsync(alert);
        }
        await using (var second = await AlertHouse.OnAsync(plot))
        {
            using var visitor = second.NewVisitor();
            Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync(confirm)).StatusCode);
            await second.DoAsync(db => db.ProtectionKeys.ExecuteDeleteAsync());
        }
        await using var third = await AlertHouse.OnAsync(plot);
        using var late = third.NewVisitor();

        Assert.Equal(HttpStatusCode.NotFound, (await late.GetAsync(confirm)).StatusCode);
        var ended = await late.PostAsync(unsubscribe, ("List-Unsubscribe", "One-Click"));
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        Assert.False((await third.AlertAsync(alert.Id)).IsActive);
    }

    static async Task<(string Link, Subscription Alert)> AskedAsync(AlertHouse house)
    {
        var address = AlertHouse.NewAddress();
        await house.AskAsync(address);
        var alert = Assert.Single(await house.AlertsOfAsync(address));
        return (house.LinkTo("confirm", alert), alert);
    }

    static string Changed(string token, int at) =>
        $"{token[..at]}{(token[at] == 'A' ? 'B' : 'A')}{token[(at + 1)..]}";
}
