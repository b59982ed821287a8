using System.Net;
using Microsoft.Playwright;
using OutreachPortal.Journeys.Support;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Journeys;

/// <summary>Deep in a narrowed list, into an item and back: everything is as it was, and can be sent to somebody.</summary>
public sealed class BackAndShareJourney
{
    const string Narrowed = "/en/opportunities?kind=tender&group=developing&language=en&status=all&size=4&page=2";

    [Fact]
    public async Task A_visitor_narrows_goes_back_and_shares_the_link()
    {
        await using var browser = await SystemBrowser.OpenAsync();
        await using var house = await ServedHouse.OpenAsync("demo");
        await house.WaitUntilReadyAsync();
        var page = await browser.NewVisitorAsync(house.Address);

        await page.GotoAsync(Narrowed);
        var (pills, list) = (await PillsAsync(page), await ListAsync(page));
        Assert.Equal(4, pills.Count);
        Assert.Equal(4, list.Count);
        var third = page.Locator("article.item :is(h2, h3) a").Nth(2);
        await third.ScrollIntoViewIfNeededAsync();
        var before = (await third.BoundingBoxAsync())!;
        await third.ClickAsync();
        Assert.StartsWith("/en/opportunities/", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);

        // Back: the same filters, the same page, the same place on it.
        await page.GoBackAsync();
        Assert.Equal(Narrowed, new Uri(page.Url).PathAndQuery);
        Assert.Equal(pills, await PillsAsync(page));
        Assert.Equal(list, await ListAsync(page));
        await ServedHouse.WaitForAsync(
            async () => await third.BoundingBoxAsync() is { } after && Math.Abs(after.Y - before.Y) < 2,
            "the third item stands where it stood");

        // A pill takes its filter away, back brings it again.
        await page.Locator("a.pill").Nth(1).ClickAsync();
        Assert.Equal(3, (await PillsAsync(page)).Count);
        await page.GoBackAsync();
        Assert.Equal(pills, await PillsAsync(page));

        // Somebody else, with another browser that likes another language, sees the same.
        var other = await browser.NewVisitorAsync(house.Address, "zh-CN");
        var answer = await other.GotoAsync(page.Url);
        Assert.Equal((int)HttpStatusCode.OK, answer!.Status);
        Assert.Equal(list, await ListAsync(other));
    }

    static async Task<IReadOnlyList<string>> PillsAsync(IPage page) =>
        await page.Locator("a.pill").AllInnerTextsAsync();

    static async Task<IReadOnlyList<string>> ListAsync(IPage page)
    {
        List<string> links = [];
        foreach (var link in await page.Locator("article.item :is(h2, h3) a").AllAsync())
            links.Add((await link.GetAttributeAsync("href"))!);
        return links;
    }
}
