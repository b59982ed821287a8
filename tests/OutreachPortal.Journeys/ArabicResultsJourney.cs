using OutreachPortal.Journeys.Support;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Journeys;

/// <summary>The results page from right to left.</summary>
public sealed class ArabicResultsJourney
{
    [Fact]
    public async Task A_visitor_reads_the_results_in_Arabic()
    {
        await using var browser = await SystemBrowser.OpenAsync();
        await using var house = await ServedHouse.OpenAsync("demo");
        await house.WaitUntilReadyAsync();
        var page = await browser.NewVisitorAsync(house.Address, "ar-JO");
        await page.SetViewportSizeAsync(1440, 900);

        await page.GotoAsync("/");
        Assert.Equal("/ar", new Uri(page.Url).AbsolutePath);
        await page.Locator(".sections a").First.ClickAsync();
        Assert.Equal(("ar", "rtl"), (
            await page.Locator("html").GetAttributeAsync("lang"), await page.Locator("html").GetAttributeAsync("dir")));

        // Filters begin where the reader begins: at the right. Nothing runs out of the page.
        var filters = (await page.Locator(".filters").BoundingBoxAsync())!;
        var list = (await page.Locator("article.item").First.BoundingBoxAsync())!;
        Assert.True(filters.X > list.X + list.Width - 1, $"Filters at {filters.X}, list until {list.X + list.Width}.");
        Assert.InRange(filters.X + filters.Width, 0, 1440);

        // A text in another script keeps its own direction, and says which language it is.
        var foreign = page.Locator("article.item :is(h2, h3) a[lang]");
        foreach (var link in await foreign.AllAsync())
            Assert.NotNull(await link.GetAttributeAsync("dir"));

        // A facet narrows as in any language, the language switch keeps what was chosen.
        await page.Locator("#group a").First.ClickAsync();
        Assert.Contains("group=", page.Url, StringComparison.Ordinal);
        var chosen = new Uri(page.Url).Query;
        var count = await page.Locator("article.item").CountAsync();
        await page.Locator(".tongues a[lang=en]").ClickAsync();
        Assert.Equal(("/en/opportunities", chosen), (new Uri(page.Url).AbsolutePath, new Uri(page.Url).Query));
        Assert.Equal(count, await page.Locator("article.item").CountAsync());
    }
}
