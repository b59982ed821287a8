using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OutreachPortal.Journeys.Support;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Journeys;

/// <summary>Nobody is left with an empty page.</summary>
public sealed partial class NothingFoundJourney
{
    [Fact]
    public async Task A_visitor_gets_from_nothing_to_something()
    {
        await using var browser = await SystemBrowser.OpenAsync();
        await using var house = await ServedHouse.OpenAsync("demo");
        await house.WaitUntilReadyAsync();
        var page = await browser.NewVisitorAsync(house.Address);

        // A word typed wrong among the jobs: nothing, and the word that was likely meant.
        await page.GotoAsync("/en/opportunities?kind=tender");
        await page.Locator("#q").FillAsync("softwear");
        await page.Locator("form[role=search] button").ClickAsync();
        Assert.Equal(0, await CountAsync(page));
        var meant = page.Locator(".panel > p a").First;
        var promised = Last(await meant.InnerTextAsync());
        await meant.ClickAsync();
        Assert.Equal(promised, await CountAsync(page));
        Assert.InRange(promised, 1, 60);

        // A filter too many: each that may go says how many that gives.
        await page.GotoAsync("/en/opportunities?q=software&country=VA");
        Assert.Equal(0, await CountAsync(page));
        var drop = page.Locator(".panel li a").First;
        promised = Last(await drop.InnerTextAsync());
        await drop.ClickAsync();
        Assert.Equal(promised, await CountAsync(page));
        Assert.NotEqual(0, await page.Locator("article.item").CountAsync());
    }

    static async Task<int> CountAsync(IPage page) => Last(await page.Locator("[role=status]").InnerTextAsync());

    static int Last(string text) => int.Parse(Number().Matches(text)[^1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
