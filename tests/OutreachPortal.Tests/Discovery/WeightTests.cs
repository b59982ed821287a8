using System.Net.Http.Headers;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

/// <summary>What a page weighs on a slow line: every byte of every body that a first visit fetches.</summary>
public sealed class WeightTests(DemoHouse demo)
{
    const int Page = 14 * 1024;
    const int Html = 8 * 1024;
    const int Sheet = 6 * 1024;

    [Theory]
    [InlineData("en"), InlineData("fr"), InlineData("es"), InlineData("ru"), InlineData("ar"), InlineData("zh")]
    public async Task A_results_page_of_twenty_items_is_at_most_8_KB_and_14_KB_with_all_it_needs(string language)
    {
        foreach (var query in (string[])["", "?q=data+software&status=all", "?group=ldc&status=all&sort=newest", "?kind=job&from=KE"])
        {
            var address = $"/{language}/opportunities{query}";
            var (html, all) = await WeighAsync(address);
            Assert.True(html <= Html && all <= Page, $"{address}: {html} bytes of HTML, {all} in all");
        }
    }

    [Theory]
    [InlineData("en"), InlineData("fr"), InlineData("es"), InlineData("ru"), InlineData("ar"), InlineData("zh")]
    public async Task The_page_of_every_item_and_the_home_page_are_at_most_14_KB_in_all(string language)
    {
        var house = await demo.House;
        var paths = (await house.ItemsAsync("status=all"))
            .Select(item => new Uri(item.GetProperty("url").GetString()!).PathAndQuery.Replace("/en/", $"/{language}/", StringComparison.Ordinal))
            .ToList();

        Assert.InRange(paths.Count, 50, 1_000);
        foreach (var address in paths.Append($"/{language}").Append($"/{language}/api"))
        {
            var (html, all) = await WeighAsync(address);
            Assert.True(all <= Page, $"{address}: {html} bytes of HTML, {all} in all");
        }
    }

    [Fact]
    public async Task The_sheet_is_fetched_once_and_for_ever()
    {
        var sheet = await FetchAsync((await LinkedAsync("/en"))[0]);

        Assert.InRange(sheet.Bytes, 1, Sheet);
        Assert.Equal("public, max-age=31536000, immutable", sheet.Headers.CacheControl!.ToString());
        Assert.Equal(await LinkedAsync("/en"), await LinkedAsync("/ar/opportunities?q=data"));
    }

    async Task<(int Html, int All)> WeighAsync(string address)
    {
        var html = (await FetchAsync(address)).Bytes;
        var all = html;
        foreach (var linked in await LinkedAsync(address)) all += (await FetchAsync(linked)).Bytes;
        return (html, all);
    }

    /// <summary>Whatever a browser would fetch by itself.</summary>
    async Task<IReadOnlyList<string>> LinkedAsync(string address)
    {
        var page = await (await demo.House).Client.PageAsync(address);
        return
        [
            .. page.QuerySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=preload]").Select(link => link.GetAttribute("href")!),
            .. page.QuerySelectorAll("[src]").Select(element => element.GetAttribute("src")!),
        ];
    }

    async Task<(int Bytes, HttpResponseHeaders Headers)> FetchAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br, zstd");
        var answer = await (await demo.House).Client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{address} answered {(int)answer.StatusCode}");
        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
        return ((await answer.Content.ReadAsByteArrayAsync()).Length, answer.Headers);
    }
}
