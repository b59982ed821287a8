using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OutreachPortal.Journeys.Support;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Journeys;

/// <summary>Somebody who has no pointer finds, narrows and opens a notice.</summary>
public sealed class KeyboardJourney
{
    /// <summary>More than any page here has.</summary>
    const int MostStops = 200;

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ar", 360)]
    public async Task From_the_skip_link_to_a_notice_without_a_pointer(string language, int width)
    {
        await using var browser = await SystemBrowser.OpenAsync();
        await using var house = await ServedHouse.OpenAsync("demo");
        await house.WaitUntilReadyAsync();
        var page = await browser.NewInspectorAsync(house.Address);
        await page.SetViewportSizeAsync(width, 800);

        // The first two stops lead past the header, and show themselves when they are reached.
        await page.GotoAsync($"/{language}/opportunities");
        await TabAsync(page);
        Assert.Equal("#main", await HashOfFocusAsync(page));
        await TabAsync(page);
        Assert.Equal("#results", await HashOfFocusAsync(page));
        await page.Keyboard.PressAsync("Enter");
        await TabAsync(page);
        Assert.True(await IsInResultsAsync(page));

        // From the top, stop after stop in sight, to the first value of the first filter.
        await page.GotoAsync($"/{language}/opportunities");
        await TabToAsync(page, width < 768 ? "summary" : ".facet a");
        if (width < 768)
        {
            await page.Keyboard.PressAsync("Enter");
            await TabToAsync(page, ".facet a");
        }

        // It leads to a shorter list that says its number first, and reading goes on at the results.
        var before = await CountAsync(page);
        await FollowAsync(page);
        Assert.Contains("group=", page.Url, StringComparison.Ordinal);
        Assert.InRange(await CountAsync(page), 1, before - 1);
        var heading = await page.Locator("[role=status]").InnerTextAsync();
        Assert.Contains(heading, await page.TitleAsync(), StringComparison.Ordinal);
        await TabAsync(page);
        Assert.True(await IsInResultsAsync(page));

        // The first notice of it, and on its page the way to the official one.
        await TabToAsync(page, ".item a");
        await FollowAsync(page);
        Assert.Matches($"/{language}/opportunities/[0-9a-z]{{10}}-", page.Url);
        await TabToAsync(page, "a.official");
    }

    static async Task TabToAsync(IPage page, string selector)
    {
        for (var stop = 0; stop < MostStops; stop++)
        {
            await TabAsync(page);
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector)) return;
        }

        Assert.Fail($"{selector} was not reached on {page.Url}.");
    }

    /// <summary>Every stop is in sight and has an outline that can be seen (WCAG 2.4.7, 2.4.11).</summary>
    static async Task TabAsync(IPage page)
    {
        await page.Keyboard.PressAsync("Tab");
        var hidden = await page.EvaluateAsync<string?>("""
            () => {
              const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e)
              const inSight = r.bottom > 0 && r.right > 0 && r.top < innerHeight && r.left < innerWidth && r.width > 1
              const outlined = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2
              return inSight && outlined ? null : `${inSight} ${outlined} ${e.outerHTML.slice(0, 200)}`
            }
            """);

        Assert.Null(hidden);
    }

    /// <summary>Asks again and again: who waits for the event of an arrival misses one that came a moment before.</summary>
    static async Task FollowAsync(IPage page)
    {
        var before = page.Url;
        await page.Keyboard.PressAsync("Enter");
        await ServedHouse.WaitForAsync(
            async () => page.Url != before && await page.EvaluateAsync<string>("document.readyState") == "complete",
            $"Enter has led on from {before}");
    }

    static Task<string> HashOfFocusAsync(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.hash");

    static Task<bool> IsInResultsAsync(IPage page) =>
        page.EvaluateAsync<bool>("() => document.querySelector('#results').contains(document.activeElement)");

    static async Task<int> CountAsync(IPage page)
    {
        var number = Regex.Match(
            await page.Locator("[role=status]").InnerTextAsync(), "[0-9]+", RegexOptions.None, TimeSpan.FromSeconds(1));
        return int.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture);
    }
}
