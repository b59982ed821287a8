using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Data;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

public sealed class SignUpTests(AlertHouses houses) : IClassFixture<AlertHouses>
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_list_becomes_an_alert_with_exactly_its_filters(string provider)
    {
        var house = await houses.OfAsync(provider);
        var address = AlertHouse.NewAddress();

        var answer = await house.AskAsync(address, "?q=fibre&group=ldc&kind=tender&sort=newest&page=2", "weekly");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/en/alerts/new/sent", answer.Headers.Location!.ToString());
        var alert = Assert.Single(await house.AlertsOfAsync(address));
        Assert.Equal((Frequency.Weekly, null, "Africa/Nairobi"), (alert.Frequency, alert.StartedAt, alert.Zone));
        await using var db = house.OpenDb();
        var criteria = await db.SharedCriteria.SingleAsync(row => row.Id == alert.CriteriaId);
        Assert.Equal("q=fibre&kind=tender&group=ldc", criteria.Text);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Nothing_but_the_confirmation_is_sent_before_it_is_confirmed(string provider)
    {
        var house = await houses.OfAsync(provider);
        var address = AlertHouse.NewAddress();
        await house.AskAsync(address);

        var mail = Assert.Single(await house.MailToAsync(address));

        Assert.Equal("Confirm your alert", mail.Subject);
        Assert.Contains("/alerts/confirm/", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("New tenders", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(mail.Headers, header => header.Field.StartsWith("List-", StringComparison.OrdinalIgnoreCase));
        Assert.Equal([LetterKind.Confirm], (await house.LettersToAsync(address)).Select(letter => letter.Kind));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Every_address_gets_the_same_answer_to_the_byte(string provider)
    {
        var house = await houses.OfAsync(provider);
        var (unknown, waiting, active, suppressed) = (
            AlertHouse.NewAddress(), AlertHouse.NewAddress(), AlertHouse.NewAddress(), AlertHouse.NewAddress());
        await house.AskAsync(waiting);
        await house.SubscribeAsync(active);
        await SuppressAsync(house, suppressed);

        var answers = new List<string>();
        foreach (var address in (string[])[unknown, waiting, active, suppressed]) answers.Add(await house.WholeAnswerAsync(address));

        Assert.Single(answers.Distinct());
        Assert.DoesNotContain(unknown, answers[0], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_owner_of_an_alert_who_asks_again_is_told_where_it_is_managed(string provider)
    {
        var house = await houses.OfAsync(provider);
        var address = AlertHouse.NewAddress();
        await house.AskAsync(address);
        await house.MailToAsync(address);
        using var visitor = house.NewVisitor();
        await visitor.PostAsync(house.LinkTo("confirm", Assert.Single(await house.AlertsOfAsync(address))));
        house.Clock.Advance(TimeSpan.FromSeconds(1));

        await house.AskAsync(address, frequency: "weekly");

        var mails = await house.MailToAsync(address, 2);
        var second = mails.Single(mail => mail.Subject == "You have this alert already");
        Assert.Contains("/alerts/manage/", second.TextBody, StringComparison.Ordinal);
        Assert.Equal(Frequency.Daily, Assert.Single(await house.AlertsOfAsync(address)).Frequency);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Asking_again_before_confirming_leaves_one_alert_as_asked_last(string provider)
    {
        var house = await houses.OfAsync(provider);
        var address = AlertHouse.NewAddress();

        await house.AskAsync(address, frequency: "daily");
        await house.AskAsync(address, frequency: "immediate");

        Assert.Equal(Frequency.Immediate, Assert.Single(await house.AlertsOfAsync(address)).Frequency);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("two@at@example.org")]
    [InlineData("a@example.org,b@example.org")]
    [InlineData("<a@example.org>")]
    [InlineData("Ann <a@example.org>")]
    [InlineData("a@[127.0.0.1]")]
    [InlineData("a@b")]
    [InlineData("\"a\r\nRCPT TO:<x>\"@example.org")]
    public async Task What_is_no_address_is_answered_with_a_sentence_and_leaves_no_row(string typed)
    {
        var house = await houses.OfAsync(Databases.Sqlite);
        await using var db = house.OpenDb();
        var before = (await db.Subscribers.CountAsync(), await db.SignUps.CountAsync(), await db.Deliveries.CountAsync());

        var answer = await house.AskAsync(typed);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await Visitor.ReadAsync(answer);
        Assert.Contains(
            "Enter an email address in the correct format, like name@example.org", page.Texts(".error"));
        Assert.Equal("true", page.QuerySelector("#email")!.GetAttribute("aria-invalid"));
        Assert.Equal(before, (await db.Subscribers.CountAsync(), await db.SignUps.CountAsync(), await db.Deliveries.CountAsync()));
    }

    [Theory]
    [InlineData("O'Brien+{0}@Example.ORG ", "O'Brien+{0}@example.org")]
    [InlineData("reader{0}@例子.org", "reader{0}@xn--fsqu00a.org")]
    public async Task Unusual_addresses_are_taken(string typed, string kept)
    {
        var house = await houses.OfAsync(Databases.Sqlite);
        var number = Guid.NewGuid().ToString("N")[..8];

        var answer = await house.AskAsync(string.Format(null, typed, number));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Single(await house.AlertsOfAsync(string.Format(null, kept, number)));
    }

    [Fact]
    public async Task A_form_that_is_not_ours_changes_nothing()
    {
        var house = await houses.OfAsync(Databases.Sqlite);
        var address = AlertHouse.NewAddress();
        const string Form = "/en/alerts/new?kind=tender";
        (string, string)[] fields = [("email", address), ("frequency", "daily"), ("zone", "Etc/UTC")];
        using var visitor = house.NewVisitor();
        using var stranger = house.NewVisitor();
        var (own, foreign) = (await visitor.SealAsync(Form), await stranger.SealAsync(Form));

        var answers = new[]
        {
            await visitor.PostAsync(Form, fields),
            await visitor.PostAsync(Form, [("seal", foreign), .. fields]),
            await visitor.PostAsync(Form, [("seal", own[..^1]), .. fields]),
            await visitor.PostAsync(Form, [("seal", own), .. fields], ("Sec-Fetch-Site", "cross-site")),
        };

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode));
        Assert.Empty(await house.AlertsOfAsync(address));
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync(Form, [("seal", own), .. fields])).StatusCode);
    }

    [Fact]
    public async Task Without_any_criterion_only_weekly_is_offered()
    {
        var house = await houses.OfAsync(Databases.Sqlite);
        var address = AlertHouse.NewAddress();
        using var visitor = house.NewVisitor();
        var page = await visitor.PageAsync("/en/alerts/new?status=closed&sort=newest");

        Assert.Equal(["weekly"], page.QuerySelectorAll("input[name=frequency]").Select(choice => choice.GetAttribute("value")));
        Assert.Contains("An alert tells you of what is new and open, so it leaves out: Status.", page.Texts(".note"));
        Assert.Equal(HttpStatusCode.BadRequest, (await house.AskAsync(address, "", "daily")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await house.AskAsync(address, "", "weekly")).StatusCode);
    }

    [Fact]
    public async Task The_page_says_in_one_sentence_what_one_gets_and_how_often()
    {
        var house = await houses.OfAsync(Databases.Sqlite);
        using var visitor = house.NewVisitor();

        var page = await visitor.PageAsync("/en/alerts/new?kind=tender&country=KE&q=billing&from=NP");

        Assert.Equal(
            ["New tenders in Kenya that can be answered from Nepal that mention “billing”, less than one a month"],
            page.Texts("#wish .count"));
        Assert.Equal("Asia/Kathmandu", page.QuerySelector("#zone option[selected]")!.GetAttribute("value"));
        Assert.Equal("daily", page.QuerySelector("input[name=frequency][checked]")!.GetAttribute("value"));
        Assert.Contains("less than one e-mail a month", page.Texts(".choice label")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*ware", "begin with")]
    [InlineData("softwear~", "resemble")]
    public async Task What_an_alert_cannot_wait_for_is_said_and_no_form_is_offered(string text, string why)
    {
        var house = await houses.OfAsync(Databases.Sqlite);
        using var visitor = house.NewVisitor();

        var page = await visitor.PageAsync($"/en/alerts/new?q={Uri.EscapeDataString(text)}");

        Assert.Contains(why, Assert.Single(page.Texts("p.band.stop")), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[method=post]"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task One_opportunity_can_be_followed(string provider)
    {
        var house = await houses.OfAsync(provider);
        var address = AlertHouse.NewAddress();
        var id = OutreachPortal.Opportunities.ShortId.Of(Some.SourceKey, "017");
        using var visitor = house.NewVisitor();
        var page = await visitor.PageAsync($"/en/alerts/new?follow={id}");

        Assert.Equal(
            ["Every change of “Billing software for the water works”, and a reminder before it closes"],
            page.Texts("#wish .count"));
        await house.AskAsync(address, $"?follow={id}", "immediate");
        var alert = Assert.Single(await house.AlertsOfAsync(address));
        Assert.Equal((null, true), (alert.CriteriaId, alert.OpportunityId is not null));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/en/alerts/new?follow=0000000000")).StatusCode);
    }

    [Fact]
    public async Task Pages_with_a_form_are_kept_by_nobody_and_lists_carry_a_plain_link()
    {
        var house = await houses.OfAsync(Databases.Sqlite);
        using var visitor = house.NewVisitor();

        var form = await visitor.GetAsync("/en/alerts/new?kind=tender");
        var list = await visitor.GetAsync("/en/opportunities?kind=tender&page=1");

        Assert.True(form.Headers.CacheControl!.NoStore);
        Assert.True(list.Headers.CacheControl!.Public);
        Assert.False(list.Headers.Contains("Set-Cookie"));
        var page = await Visitor.ReadAsync(list);
        Assert.Equal(
            ["/en/alerts/new?kind=tender", "/en/alerts/new?kind=tender"],
            page.QuerySelectorAll("p.alert a").Select(link => link.GetAttribute("href")));
        Assert.Empty(page.QuerySelectorAll("input[name=seal]"));
    }

    static Task SuppressAsync(AlertHouse house, string address) => house.DoAsync(async db =>
    {
        var mac = house.Services.GetRequiredService<AddressHash>().Of(address);
        db.Suppressions.Add(new Suppression { Mac = mac, Reason = SuppressionReason.HardBounce, At = house.Now });
        await db.SaveChangesAsync();
    });
}
