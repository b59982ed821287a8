using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

/// <summary>What all forms of a list have in common.</summary>
public sealed class ListFilesTests(DemoHouse demo)
{
    public static TheoryData<string, string> Forms => new()
    {
        { "atom", "application/atom+xml; charset=utf-8" },
        { "rss", "application/rss+xml; charset=utf-8" },
        { "json", "application/feed+json" },
        { "ics", "text/calendar; charset=utf-8" },
        { "csv", "text/csv; charset=utf-8; header=present" },
        { "ocds.json", "application/json" },
    };

    [Theory, MemberData(nameof(Forms))]
    public async Task Each_form_names_its_type_and_may_be_kept_for_a_minute(string form, string type)
    {
        var answer = await GetAsync($"/fr/opportunities.{form}?group=ldc");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("public, max-age=60", answer.Headers.CacheControl!.ToString());
        Assert.NotNull(answer.Content.Headers.LastModified);
        Assert.False(answer.Headers.ETag!.IsWeak);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task Whoever_has_it_is_told_so(string form, string type)
    {
        var address = $"/en/opportunities.{form}?kind=tender";
        var tag = (await GetAsync(address)).Headers.ETag!;

        var again = await GetAsync(address, tag);
        var other = await GetAsync($"/en/opportunities.{form}?kind=tender&country=KE", tag);

        Assert.NotEmpty(type);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(tag, again.Headers.ETag);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task Bad_criteria_are_answered_as_on_the_page(string form, string type)
    {
        Assert.NotEmpty(type);
        var list = $"/en/opportunities.{form}";
        Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync($"{list}?page=0")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync($"{list}?closing-to=soon")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync($"{list}?page=502")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync($"{list}?q=%28%28%22&country=QQ")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync($"/de/opportunities.{form}")).StatusCode);
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task A_link_checker_gets_the_head_alone(string form, string type)
    {
        using var head = new HttpRequestMessage(HttpMethod.Head, $"/en/opportunities.{form}");

        var answer = await (await demo.House).Client.SendAsync(head);

        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("!!!")]
    [InlineData("MS4x")]
    [InlineData("Mi45OTk5OTk5OTk5")]
    [InlineData("MTAwMS4xNzk2MTE1NjAw")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("MS4x&after=MS4x")]
    public async Task A_place_that_is_none_of_ours_is_400(string after)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync($"/en/opportunities.csv?after={after}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync($"/en/opportunities.atom?after={after}")).StatusCode);
    }

    [Fact]
    public async Task A_long_file_goes_on_until_everything_was_given_once()
    {
        await using var house = await ServedHouse.OpenAsync(
            "demo", Hours.At(DemoHouse.SetUpAt), Databases.Sqlite, "--Limits:FileItems=25");
        await house.WaitUntilReadyAsync();
        var wanted = (await house.ItemsAsync("status=all&sort=newest")).ConvertAll(item => item.Id());

        List<string> given = [];
        for (var next = "/en/opportunities.csv?status=all&sort=newest"; next is not null;)
        {
            var answer = await house.Client.GetAsync(next);
            var rows = Table.Rows(await answer.Content.ReadAsStringAsync());
            Assert.InRange(rows.Count, 1, 25);
            given.AddRange(rows.Select(row => row["id"]));
            next = NextOf(answer);
        }

        Assert.Equal(wanted, given);
    }

    [Fact]
    public async Task The_results_page_offers_every_form_of_its_own_list()
    {
        var page = await (await demo.House).Client.PageAsync("/en/opportunities?sort=newest&kind=job&page=2&size=5");
        string[] wanted =
        [
            "/en/opportunities.atom?kind=job", "/en/opportunities.rss?kind=job", "/en/opportunities.json?kind=job",
            "/en/opportunities.ics?kind=job&sort=newest", "/en/opportunities.csv?kind=job&sort=newest",
            "/en/opportunities.ocds.json?kind=job&sort=newest",
        ];

        Assert.Equal(wanted, Hrefs(page, "main a[href*='/opportunities.']"));
        Assert.Equal(wanted, Hrefs(page, "head link[type][rel=alternate]"));
    }

    /// <summary>The address of the header Link, where it says that more follows.</summary>
    static string? NextOf(HttpResponseMessage answer)
    {
        if (!answer.Headers.TryGetValues("Link", out var links)) return null;
        var link = Assert.Single(links);
        Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);
        return new Uri(link[1..link.IndexOf('>')]).PathAndQuery;
    }

    static IEnumerable<string?> Hrefs(IParentNode page, string selector) =>
        page.QuerySelectorAll(selector).Select(link => link.GetAttribute("href"));

    async Task<HttpResponseMessage> GetAsync(string address, EntityTagHeaderValue? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (tag is not null) request.Headers.IfNoneMatch.Add(tag);
        return await (await demo.House).Client.SendAsync(request);
    }
}
