using System.Net;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

/// <summary>The one thing a browser may be asked to remember, and who may ask it.</summary>
public sealed class HomeCountryTests(DemoHouse demo)
{
    [Fact]
    public async Task A_country_that_is_remembered_stands_in_every_link_of_the_home_page_and_nowhere_else()
    {
        var kept = await PostAsync("/fr", ("from", "sn"), ("q", ""), ("kind", ""));
        Assert.Equal((HttpStatusCode.SeeOther, "/fr"), (kept.StatusCode, kept.Headers.Location?.OriginalString));
        var cookie = Assert.Single(kept.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("from=SN; ", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/; samesite=lax; httponly", cookie, StringComparison.OrdinalIgnoreCase);

        var home = await GetAsync("/fr", "from=SN");
        var page = await Drawn.PageOfAsync(home);
        Assert.Equal("private, no-store", home.Headers.CacheControl?.ToString().Replace("no-store, private", "private, no-store"));
        Assert.Equal("SN", page.QuerySelector("#from option[selected]")!.GetAttribute("value"));
        var links = page.QuerySelectorAll("main a[href*='/opportunities']").Select(link => link.GetAttribute("href")!).ToList();
        Assert.InRange(links.Count, 15, 30);
        Assert.All(links, link => Assert.Contains("from=SN", link, StringComparison.Ordinal));

        var list = await GetAsync("/fr/opportunities", "from=SN");
        Assert.DoesNotContain("from=SN", await list.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(list.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_numbers_of_a_remembered_home_page_are_those_behind_its_links()
    {
        var page = await Drawn.PageOfAsync(await GetAsync("/en", "from=CH"));

        foreach (var door in page.QuerySelectorAll(".group a"))
        {
            var list = await (await demo.House).Client.PageAsync(door.GetAttribute("href")!);
            Assert.Equal(
                Drawn.Number(door.QuerySelector(".n")!.TextContent), Drawn.Number(list.Texts("[role=status]").Single()));
        }
    }

    [Fact]
    public async Task It_is_forgotten_on_demand_and_without_a_country_the_page_is_everybodys()
    {
        var forgotten = await PostAsync("/en", ("from", "SN"), ("forget", "yes"));
        Assert.Contains("01 Jan 1970", Assert.Single(forgotten.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);

        foreach (var cookie in new[] { null, "from=QQ", "from=%0d%0a", "other=SN" })
        {
            var home = await GetAsync("/en", cookie);
            Assert.True(home.Headers.CacheControl!.Public, cookie);
            Assert.DoesNotContain("?from=", await home.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Contains("Cookie", home.Headers.Vary);
        }
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Referer", "https://evil.example/page")]
    public async Task A_form_of_another_site_is_refused(string header, string value)
    {
        var answer = await PostAsync("/en", header, value, ("from", "SN"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Origin", "http://localhost:5080")]
    [InlineData("Referer", "http://localhost:5080/en")]
    public async Task A_form_of_our_own_is_taken(string header, string value) => Assert.Equal(
        HttpStatusCode.SeeOther, (await PostAsync("/en", header, value, ("from", "SN"))).StatusCode);

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("%2F%2Fevil.example")]
    [InlineData("/\r\nSet-Cookie:a=b")]
    public async Task A_foreign_address_to_go_on_to_leads_home_and_nothing_is_kept(string address)
    {
        var answer = await PostAsync("/en", ("from", "SN"), ("returnUrl", address));

        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task What_is_no_country_is_400()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("/en", ("from", "QQ"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("/en", ("from", "<script>"))).StatusCode);
    }

    Task<HttpResponseMessage> PostAsync(string address, params (string Name, string Value)[] fields) =>
        PostAsync(address, "Sec-Fetch-Site", "same-origin", fields);

    async Task<HttpResponseMessage> PostAsync(
        string address, string header, string value, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add(header, value);
        return await SendAsync(request);
    }

    async Task<HttpResponseMessage> GetAsync(string address, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return await SendAsync(request);
    }

    /// <summary>By a client that keeps no cookies: the house's own is everybody's, and would remember for all tests.</summary>
    async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = (await demo.House).Address,
        };
        return await client.SendAsync(request);
    }
}
