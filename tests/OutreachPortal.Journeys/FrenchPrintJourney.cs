using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OutreachPortal.Journeys.Support;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Journeys;

/// <summary>A vendor in Dakar finds a tender in French and prints it for a colleague.</summary>
public sealed partial class FrenchPrintJourney
{
    [Fact]
    public async Task A_visitor_finds_and_prints_an_LDC_tender_in_French()
    {
        await using var browser = await SystemBrowser.OpenAsync();
        await using var house = await ServedHouse.OpenAsync("demo");
        await house.WaitUntilReadyAsync();
        var page = await browser.NewVisitorAsync(house.Address, "fr-SN");

        // The browser's language, the country, the group, the kind: nothing is typed.
        await page.GotoAsync("/");
        Assert.Equal("/fr", new Uri(page.Url).AbsolutePath);
        await page.Locator("#from").SelectOptionAsync("SN");
        await page.Locator("button[formmethod=post]").First.ClickAsync();
        Assert.Equal("SN", await page.Locator("#from").InputValueAsync());
        await page.Locator(".group a[href*='group=ldc']").ClickAsync();
        Assert.Contains("from=SN", page.Url, StringComparison.Ordinal);
        await page.Locator("nav.links a[href*='kind=tender']").ClickAsync();
        await page.Locator("article.item :is(h2, h3) a").First.ClickAsync();

        // On the clocks of the place, in UTC, and of Dakar; and who may answer.
        var text = await page.Locator("main").InnerTextAsync();
        Assert.Contains("UTC", text, StringComparison.Ordinal);
        Assert.Contains("Puis-je répondre", text, StringComparison.Ordinal);
        Assert.Equal("fr", await page.Locator("html").GetAttributeAsync("lang"));

        // On paper: the notice without what only a screen can use, whole within A4.
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await page.SetViewportSizeAsync(794, 1123);
        Assert.False(await page.Locator("nav.tongues").IsVisibleAsync());
        Assert.True(await page.Locator("h1").IsVisibleAsync());
        var article = (await page.Locator("article.opportunity").BoundingBoxAsync())!;
        Assert.InRange(article.X + article.Width, 300, 794);
        var pdf = Encoding.Latin1.GetString(await page.PdfAsync(new PagePdfOptions { Format = "A4" }));
        var paper = MediaBox().Match(pdf);
        Assert.True(paper.Success, "The print has no page.");
        Assert.InRange(Points(paper, "width"), 594, 597);
        Assert.InRange(Points(paper, "height"), 841, 844);
    }

    static double Points(Match paper, string side) =>
        double.Parse(paper.Groups[side].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"/MediaBox \[0 0 (?<width>[0-9.]+) (?<height>[0-9.]+)\]", RegexOptions.None, 1000)]
    private static partial Regex MediaBox();
}
