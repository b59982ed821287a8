using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>"Still wanted?", from the letter to the button.</summary>
public sealed class KeepTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_button_behind_the_link_of_the_letter_keeps_the_alerts_for_another_year(string provider)
    {
        await using var house = await OpenAsync(provider);
        var address = AlertHouse.NewAddress();
        var alert = await house.SubscribeAsync(address);
        var link = await AskedAsync(house, address);
        using var visitor = house.NewVisitor();

        var page = await visitor.PageAsync(link);
        await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, link));
        Assert.NotNull((await house.PersonAsync(address)).KeepAskedAt);
        Assert.Equal(link, page.QuerySelector("form[method=post]")!.GetAttribute("action"));
        var answer = await visitor.PostAsync(link);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var person = await house.PersonAsync(address);
        Assert.Equal((null, house.Now), (person.KeepAskedAt, person.ActedAt));
        house.Clock.Advance(TimeSpan.FromDays(31));
        await house.Services.GetRequiredService<Care>().EndUnwantedAsync(CancellationToken.None);
        Assert.True((await house.AlertAsync(alert.Id)).IsActive);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Twice_is_once_a_wrong_link_is_none_and_erased_it_is_over(string provider)
    {
        await using var house = await OpenAsync(provider);
        var address = AlertHouse.NewAddress();
        await house.SubscribeAsync(address);
        var link = await AskedAsync(house, address);
        using var visitor = house.NewVisitor();

        Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync(link[..^2])).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await visitor.PostAsync((await house.ManageLinkAsync(address)).Replace("manage", "keep", StringComparison.Ordinal)))
                .StatusCode);
        await house.DoAsync(async db =>
        {
            (await db.Subscribers.SingleAsync(person => person.Email == address)).Erase(house.Now);
            await db.SaveChangesAsync();
        });
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync(link)).StatusCode);
    }

    static async Task<string> AskedAsync(AlertHouse house, string address)
    {
        var letters = (await house.MailToAsync(address)).Count;
        house.Clock.Advance(TimeSpan.FromDays(366));
        await house.Services.GetRequiredService<Care>().AskAsync(CancellationToken.None);
        var mail = (await house.MailToAsync(address, letters + 1))[^1];
        var line = mail.TextBody!.Split('\n').Single(line => line.Contains("/alerts/keep/", StringComparison.Ordinal));
        return new Uri(line.Trim()).PathAndQuery;
    }

    static Task<AlertHouse> OpenAsync(string provider)
    {
        Assert.SkipWhen(
            provider == Databases.PostgreSql && Databases.Server is null,
            $"{Databases.ServerVariable} names no PostgreSQL server.");
        return AlertHouse.OpenAsync(provider);
    }
}
