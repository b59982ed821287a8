using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OutreachPortal.Journeys.Support;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Journeys;

/// <summary>From the front page to the official notice of a tender in a least developed country, without a script.</summary>
public sealed class LdcTenderJourney
{
    [Fact]
    public async Task A_visitor_finds_an_LDC_tender()
    {
        await using var browser = await SystemBrowser.OpenAsync();
        await using var house = await ServedHouse.OpenAsync("demo");
        await house.WaitUntilReadyAsync();
        var page = await browser.NewVisitorAsync(house.Address);

        // The browser's language leads to the home page, a door of it to the group.
        await page.GotoAsync("/");
        Assert.Equal("/en", PathOf(page));
        await page.Locator("main a[href$='/en/opportunities?group=ldc']").First.ClickAsync();
        Assert.Equal(await TotalAsync(house, "group=ldc"), await CountAsync(page));

        // Narrowed to tenders: fewer, and the address says it all.
        await page.Locator("main a[href*='kind=tender'][href*='group=ldc']").First.ClickAsync();
        var listAddress = page.Url;
        Assert.Contains("kind=tender", listAddress, StringComparison.Ordinal);
        Assert.Equal(await TotalAsync(house, "group=ldc&kind=tender"), await CountAsync(page));
        var list = await LinksAsync(page);
        Assert.NotEmpty(list);

        // Somebody else to whom the address was sent sees the same list.
        var other = await browser.NewVisitorAsync(house.Address, "ar");
        await other.GotoAsync(listAddress);
        Assert.Equal(list, await LinksAsync(other));

        // The first one: until when, on whose clocks, and the way to the official notice.
        var item = (await house.JsonAsync("/api/v1/opportunities?group=ldc&kind=tender")).GetProperty("items")[0];
        await page.Locator("article.item :is(h2, h3) a").First.ClickAsync();
        Assert.Equal(new Uri(item.GetProperty("url").GetString()!).AbsolutePath, PathOf(page));
        await ShowsDeadlineAsync(page, item);
        await LeadsToOfficialNoticeAsync(page, item);

        // Back is the list as it was left.
        await page.GoBackAsync();
        Assert.Equal(listAddress, page.Url);
        Assert.Equal(list, await LinksAsync(page));
    }

    static async Task ShowsDeadlineAsync(IPage page, JsonElement item)
    {
        var deadline = item.GetProperty("deadline");
        var local = deadline.GetProperty("local").GetString()!;
        var place = deadline.GetProperty("zone").GetString()!.Split('/')[^1].Replace('_', ' ');
        var text = await page.Locator("main").InnerTextAsync();

        Assert.Contains(local[11..], text, StringComparison.Ordinal);
        Assert.Contains(place, text, StringComparison.Ordinal);
    }

    static async Task LeadsToOfficialNoticeAsync(IPage page, JsonElement item)
    {
        var official = item.GetProperty("source").GetProperty("url").GetString();

        Assert.Equal(1, await page.Locator($"main a[href=\"{official}\"]").CountAsync());
    }

    /// <summary>The first number of the list's heading.</summary>
    static async Task<int> CountAsync(IPage page)
    {
        var text = await page.Locator("main :is(h1, h2, [role=status], .count)").AllInnerTextsAsync();
        var number = Regex.Match(string.Join('\n', text), "[0-9]+", RegexOptions.None, TimeSpan.FromSeconds(1));
        return number.Success ? int.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture) : -1;
    }

    static async Task<IReadOnlyList<string>> LinksAsync(IPage page)
    {
        List<string> links = [];
        foreach (var link in await page.Locator("article.item :is(h2, h3) a").AllAsync())
            links.Add((await link.GetAttributeAsync("href"))!);
        return links;
    }

    static async Task<int> TotalAsync(ServedHouse house, string query) =>
        (await house.JsonAsync($"/api/v1/opportunities?{query}")).GetProperty("total").GetInt32();

    static string PathOf(IPage page) => new Uri(page.Url).AbsolutePath;
}
