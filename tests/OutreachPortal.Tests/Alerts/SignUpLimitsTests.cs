using System.Net;
using NodaTime;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>What an address, a network and the whole world may ask for.</summary>
public sealed class SignUpLimitsTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_fourth_request_for_an_address_in_a_day_sends_nothing_and_looks_the_same(string provider)
    {
        await using var house = await AlertHouse.OpenAsync(provider);
        var address = AlertHouse.NewAddress();
        var answers = new List<string>();

        foreach (var country in (string[])["KE", "UG", "TZ", "RW"])
            answers.Add(await house.WholeAnswerAsync(address, $"?country={country}"));

        Assert.Single(answers.Distinct());
        Assert.Equal(3, (await house.LettersToAsync(address)).Count);
        Assert.Equal(3, (await house.AlertsOfAsync(address)).Count);

        house.Clock.Advance(TimeSpan.FromHours(24));
        await house.AskAsync(address, "?country=RW");
        Assert.Equal(4, (await house.LettersToAsync(address)).Count);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_twenty_first_request_from_one_network_in_an_hour_waits(string provider)
    {
        await using var house = await AlertHouse.OpenAsync(provider);
        for (var i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.SeeOther, (await house.AskAsync(AlertHouse.NewAddress())).StatusCode);
        var address = AlertHouse.NewAddress();

        var refused = await house.AskAsync(address);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromHours(1), refused.Headers.RetryAfter!.Delta);
        Assert.Empty(await house.AlertsOfAsync(address));
        house.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.SeeOther, (await house.AskAsync(address)).StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("", false)]
    public async Task Only_a_trusted_proxy_is_believed_where_a_visitor_comes_from(string trusted, bool isBelieved)
    {
        await using var house = await AlertHouse.OpenAsync(
            Databases.Sqlite, "--Limits:SignUpsPerNetwork=1", $"--Proxy:Trusted={trusted}");

        var first = await FromAsync(house, "198.51.100.7");
        var neighbour = await FromAsync(house, "198.51.100.99");
        var other = await FromAsync(house, "203.0.113.7");

        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, neighbour.StatusCode);
        Assert.Equal(isBelieved ? HttpStatusCode.SeeOther : HttpStatusCode.TooManyRequests, other.StatusCode);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Beyond_the_budget_of_all_confirmations_wait_their_turn(string provider)
    {
        await using var house = await AlertHouse.OpenAsync(
            provider, "--Limits:ConfirmationsInTenMinutes=2", "--Limits:SignUpsPerNetwork=1000");
        var waits = new List<Duration>();
        for (var i = 0; i < 5; i++)
        {
            var address = AlertHouse.NewAddress();
            await house.AskAsync(address);
            waits.Add(Assert.Single(await house.LettersToAsync(address)).NotBefore - house.Now);
        }

        Assert.Equal([0, 0, 10, 10, 20], waits.Select(wait => (int)wait.TotalMinutes));
    }

    static async Task<HttpResponseMessage> FromAsync(AlertHouse house, string address)
    {
        const string Form = "/en/alerts/new?kind=tender";
        using var visitor = house.NewVisitor();
        (string, string)[] fields =
        [
            ("seal", await visitor.SealAsync(Form)), ("email", AlertHouse.NewAddress()), ("frequency", "daily"), ("zone", "Etc/UTC"),
        ];
        return await visitor.PostAsync(Form, fields, ("X-Forwarded-For", address));
    }
}
