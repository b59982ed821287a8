using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Alerts;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

public sealed class UnsubscribeTests(AlertHouses houses) : IClassFixture<AlertHouses>
{
    const string Field = "List-Unsubscribe";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task One_click_ends_the_alert_of_its_scope_and_no_other(string provider)
    {
        var house = await houses.OfAsync(provider);
        var address = AlertHouse.NewAddress();
        var first = await house.SubscribeAsync(address, "?kind=tender", "immediate");
        var second = await house.SubscribeAsync(address, "?kind=job", "immediate");
        using var visitor = house.NewVisitor();
        var link = await house.UnsubscribeLinkAsync(first);

        var answer = await visitor.PostAsync(link, (Field, "One-Click"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Null(answer.Headers.Location);
        var page = await Visitor.ReadAsync(answer);
        Assert.Equal(["You are unsubscribed"], page.Texts("h1"));
        Assert.Contains("New tenders", Assert.Single(page.Texts("li span")), StringComparison.Ordinal);
        Assert.Equal("/en/alerts/new?kind=tender", page.Href("li a"));
        Assert.Equal(EndReason.Unsubscribed, (await house.AlertAsync(first.Id)).EndReason);
        Assert.True((await house.AlertAsync(second.Id)).IsActive);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task One_click_in_a_digest_ends_all_of_its_frequency(string provider)
    {
        var house = await houses.OfAsync(provider);
        var address = AlertHouse.NewAddress();
        var daily = await house.SubscribeAsync(address, "?kind=tender", "daily");
        await house.SubscribeAsync(address, "?kind=job", "daily");
        var weekly = await house.SubscribeAsync(address, "?country=KE", "weekly");
        using var visitor = house.NewVisitor();

        var page = await Visitor.ReadAsync(
            await visitor.PostAsync(await house.UnsubscribeLinkAsync(daily, Scopes.Daily), (Field, "One-Click")));

        Assert.Equal(2, page.QuerySelectorAll("li").Length);
        Assert.Equal([weekly.Id], (await house.AlertsOfAsync(address)).Where(alert => alert.IsActive).Select(alert => alert.Id));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_click_in_an_old_letter_ends_the_alert_as_it_was_changed_since(string provider)
    {
        var house = await houses.OfAsync(provider);
        var address = AlertHouse.NewAddress();
        var old = await house.SubscribeAsync(address, "?kind=tender", "immediate");
        var link = await house.UnsubscribeLinkAsync(old);
        using var owner = await house.OwnerAsync(address);
        await owner.PostAsync(
            "/alerts/manage", ("seal", await owner.SealAsync("/alerts/manage")), ("do", "change"), ("alert", $"{old.Id}"), ("frequency", "weekly"));

        await owner.PostAsync(link, (Field, "One-Click"));

        Assert.DoesNotContain(await house.AlertsOfAsync(address), alert => alert.IsActive);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Looking_a_hundred_times_ends_nothing(string provider)
    {
        var house = await houses.OfAsync(provider);
        var alert = await house.SubscribeAsync(AlertHouse.NewAddress());
        var link = await house.UnsubscribeLinkAsync(alert);
        using var scanner = house.NewVisitor();

        for (var i = 0; i < 50; i++)
        {
            await scanner.GetAsync(link);
            await scanner.SendAsync(new HttpRequestMessage(HttpMethod.Head, link));
        }

        Assert.True((await house.AlertAsync(alert.Id)).IsActive);
        var page = await scanner.PageAsync(link);
        Assert.Equal("One-Click", page.QuerySelector($"form input[name={Field}]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Only_the_exact_body_counts()
    {
        var house = await houses.OfAsync(Databases.Sqlite);
        var alert = await house.SubscribeAsync(AlertHouse.NewAddress());
        var link = await house.UnsubscribeLinkAsync(alert);
        using var visitor = house.NewVisitor();

        var wrong = new[]
        {
            await visitor.PostAsync(link),
            await visitor.PostAsync(link, (Field, "one-click")),
            await visitor.PostAsync(link, ("Unsubscribe", "One-Click")),
            await visitor.PostAsync(link, (Field, "One-Click"), ("more", "1")),
            await visitor.SendAsync(new(HttpMethod.Post, link) { Content = new StringContent($"{Field}=One-Click") }),
            await visitor.SendAsync(new(HttpMethod.Post, link)),
        };

        Assert.All(wrong, answer => Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode));
        Assert.True((await house.AlertAsync(alert.Id)).IsActive);
    }

    [Fact]
    public async Task Cookies_do_not_matter_and_again_is_the_same_answer()
    {
        var house = await houses.OfAsync(Databases.Sqlite);
        var (mine, theirs) = (AlertHouse.NewAddress(), AlertHouse.NewAddress());
        var alert = await house.SubscribeAsync(theirs);
        await house.SubscribeAsync(mine);
        using var owner = await house.OwnerAsync(mine);
        var link = await house.UnsubscribeLinkAsync(alert);

        var (first, second) = (await PostFormDataAsync(owner, link), await PostFormDataAsync(owner, link));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(EndReason.Unsubscribed, (await house.AlertAsync(alert.Id)).EndReason);
        Assert.True(Assert.Single(await house.AlertsOfAsync(mine)).IsActive);
    }

    [Fact]
    public async Task A_mail_service_that_speaks_HTTP_1_0_and_sends_cross_site_is_served()
    {
        var house = await houses.OfAsync(Databases.Sqlite);
        var alert = await house.SubscribeAsync(AlertHouse.NewAddress());
        var link = await house.UnsubscribeLinkAsync(alert);
        var body = $"{Field}=One-Click";

        var answer = await RawAsync(
            house.House.Address,
            $"POST {link} HTTP/1.0\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nOrigin: https://mail.example\r\n"
            + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        Assert.Contains(" 200 ", answer.Split('\n')[0], StringComparison.Ordinal);
        Assert.False((await house.AlertAsync(alert.Id)).IsActive);
    }

    [Fact]
    public async Task An_unknown_token_is_not_found()
    {
        var house = await houses.OfAsync(Databases.Sqlite);
        var alert = await house.SubscribeAsync(AlertHouse.NewAddress());
        var link = await house.UnsubscribeLinkAsync(alert);
        using var visitor = house.NewVisitor();

        foreach (var wrong in (string[])[link[..^1], link + "A", $"{link[..^1]}{(link[^1] == 'A' ? 'B' : 'A')}", "/alerts/unsubscribe/x"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(wrong)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync(wrong, (Field, "One-Click"))).StatusCode);
        }
        Assert.True((await house.AlertAsync(alert.Id)).IsActive);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_scope_has_one_token_however_many_ask_for_it_at_once(string provider)
    {
        var house = await houses.OfAsync(provider);
        var alert = await house.SubscribeAsync(AlertHouse.NewAddress());

        var links = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => house.UnsubscribeLinkAsync(alert)));

        Assert.Single(links.Distinct());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_vote_is_given_by_a_press_and_kept_by_alert_alone(string provider)
    {
        var house = await houses.OfAsync(provider);
        var alert = await house.SubscribeAsync(AlertHouse.NewAddress());
        var link = await VoteLinkAsync(house, alert);
        using var visitor = house.NewVisitor();

        await visitor.GetAsync(link);
        await using var db = house.OpenDb();
        Assert.False(await db.Votes.AnyAsync(vote => vote.SubscriptionId == alert.Id));
        await visitor.PostAsync(link, ("relevant", "yes"));
        await visitor.PostAsync(link, ("relevant", "no"));

        Assert.False((await db.Votes.SingleAsync(vote => vote.SubscriptionId == alert.Id)).IsRelevant);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostAsync(link, ("relevant", "perhaps"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(link[..^1] + "!")).StatusCode);
    }

    /// <summary>A letter has a link for each answer; scanners follow both.</summary>
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_link_of_an_answer_puts_its_button_first_and_gives_no_answer(string provider)
    {
        var house = await houses.OfAsync(provider);
        var alert = await house.SubscribeAsync(AlertHouse.NewAddress());
        var link = await VoteLinkAsync(house, alert);
        using var visitor = house.NewVisitor();

        foreach (var (relevant, first) in new[] { (true, "yes"), (false, "no") })
        {
            var page = await visitor.PageAsync(VotePages.Of(link, relevant));
            var buttons = page.QuerySelectorAll("input[name=relevant]").Select(field => field.GetAttribute("value")).ToList();
            Assert.Equal((2, first), (buttons.Count, buttons[0]));
        }

        await using var db = house.OpenDb();
        Assert.False(await db.Votes.AnyAsync(vote => vote.SubscriptionId == alert.Id));
    }

    static Task<HttpResponseMessage> PostFormDataAsync(Visitor visitor, string link)
    {
        var form = new MultipartFormDataContent { { new StringContent("One-Click"), Field } };
        return visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, link) { Content = form });
    }

    static async Task<string> RawAsync(Uri portal, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(portal.Host, portal.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    /// <summary>As a letter that tells of the tender has it.</summary>
    static async Task<string> VoteLinkAsync(AlertHouse house, Subscription alert)
    {
        var ballot = (await house.UnsubscribeLinkAsync(alert)).Replace("unsubscribe", "vote", StringComparison.Ordinal);
        return $"{ballot}/{OutreachPortal.Opportunities.ShortId.Of(Some.SourceKey, "017")}";
    }
}
