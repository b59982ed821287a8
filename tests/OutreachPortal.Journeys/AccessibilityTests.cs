using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using OutreachPortal.Journeys.Support;
using OutreachPortal.Languages;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Journeys;

/// <summary>
/// WCAG 2.2 AA on every page, in every language, theme and width: what axe can find, what reflow and target size ask for.
/// One house and one browser for each theme; a page is loaded once and looked at in all its widths.
/// </summary>
public sealed class AccessibilityTests
{
    const int Telephone = 360;
    const int Desk = 1280;

    /// <summary>1280 pixels at 400 % (WCAG 1.4.10).</summary>
    const int Reflow = 320;

    static readonly string[] OfWcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    [Theory]
    [InlineData("default")]
    [InlineData("high-contrast")]
    public async Task Nothing_is_found_on_any_page_in_any_language_at_any_width(string theme)
    {
        await using var browser = await SystemBrowser.OpenAsync();
        await using var house = await ServedHouse.OpenAsync("demo", settings: $"--Portal:Theme={theme}");
        await house.WaitUntilReadyAsync();
        var pages = await PublicPages.OfAsync(house);
        await house.WaitUntilFollowedAsync();

        var found = await Task.WhenAll(
            Halves().Select(half => FindingsAsync(browser, house, pages, half)));

        Assert.Empty(found.SelectMany(findings => findings));
    }

    /// <summary>Two at once: as many as a small machine has cores.</summary>
    static IEnumerable<IReadOnlyList<Language>> Halves() =>
        [[Language.English, Language.Russian, Language.Chinese], [Language.Arabic, Language.French, Language.Spanish]];

    static async Task<IReadOnlyList<string>> FindingsAsync(
        SystemBrowser browser, ServedHouse house, IReadOnlyList<(string Name, string Path)> pages,
        IReadOnlyList<Language> languages)
    {
        var page = await browser.NewInspectorAsync(house.Address);
        List<string> found = [];
        foreach (var language in languages)
        {
            foreach (var (name, path) in pages)
            {
                await page.GotoAsync($"/{language.Code}{path}");
                found.AddRange((await FindingsAsync(page)).Select(finding => $"{language.Code}, {name}: {finding}"));
            }
        }

        return found;
    }

    static async Task<IReadOnlyList<string>> FindingsAsync(IPage page)
    {
        List<string> found = [];
        await page.EvaluateAsync(Axe);
        await page.SetViewportSizeAsync(Reflow, 640);
        found.AddRange(await page.EvaluateAsync<string[]>(WiderThanTheScreen));
        await page.SetViewportSizeAsync(Telephone, 640);
        found.AddRange(await page.EvaluateAsync<string[]>(SmallTargets));
        found.AddRange(await AxeAsync(page));
        await page.SetViewportSizeAsync(Desk, 800);
        found.AddRange(await page.EvaluateAsync<string[]>(SmallTargets));
        found.AddRange(await AxeAsync(page));
        return found;
    }

    static Task<string[]> AxeAsync(IPage page) => page.EvaluateAsync<string[]>("""
        async rules => (await axe.run({ runOnly: rules, resultTypes: ['violations'] })).violations
          .flatMap(v => v.nodes.map(n => `${innerWidth} px: ${v.id}: ${v.help}: ${n.html.slice(0, 160)}`))
        """, OfWcag);

    /// <summary>What scrolls inside its own box (a table, a command) may be wide.</summary>
    const string WiderThanTheScreen = """
        () => document.documentElement.scrollWidth <= innerWidth ? [] :
          [`${innerWidth} px: the page is ${document.documentElement.scrollWidth} px wide: ` + [...document.querySelectorAll('main *')]
            .filter(e => { const r = e.getBoundingClientRect(); return r.right > innerWidth + 1 || r.left < -1 })
            .slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' | ')]
        """;

    /// <summary>WCAG 2.5.8: 24 by 24 pixels, but for links inside a sentence. What stands off the screen is a skip link.</summary>
    const string SmallTargets = """
        () => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
          .filter(e => getComputedStyle(e).display !== 'inline' && e.checkVisibility())
          .map(e => [e, e.getBoundingClientRect()])
          .filter(([e, r]) => r.bottom > 0 && r.width > 0 && (r.width < 24 || r.height < 24))
          .map(([e, r]) => `${innerWidth} px: ${Math.round(r.width)} by ${Math.round(r.height)}: ${e.outerHTML.slice(0, 120)}`)
        """;
}
