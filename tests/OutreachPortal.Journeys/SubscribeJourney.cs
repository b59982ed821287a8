using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MimeKit;
using OutreachPortal.Data;
using OutreachPortal.Journeys.Support;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Journeys;

/// <summary>From a list to a letter and out again, without a script, in a language of either direction.</summary>
public sealed partial class SubscribeJourney
{
    [Theory]
    [InlineData("en", "ltr")]
    [InlineData("ar", "rtl")]
    public async Task A_visitor_subscribes_confirms_is_told_and_unsubscribes(string language, string direction)
    {
        await using var browser = await SystemBrowser.OpenAsync();
        await using var house = await ServedHouse.OpenAsync("demo");
        await house.WaitUntilReadyAsync();
        var page = await browser.NewVisitorAsync(house.Address);
        const string Address = "reader@example.org";

        // From a list: exactly its filters are asked for, and the reader's country sets the clocks.
        await page.GotoAsync($"/{language}/opportunities?kind=tender&from=KE");
        await page.Locator("p.alert a").First.ClickAsync();
        Assert.Equal(direction, await page.Locator("html").GetAttributeAsync("dir"));
        Assert.Equal("Africa/Nairobi", await page.Locator("#zone").InputValueAsync());
        await page.Locator("#email").FillAsync(Address);
        await page.Locator("input[name=frequency][value=immediate]").CheckAsync();
        await page.Locator("form[method=post] button").ClickAsync();
        Assert.EndsWith($"/{language}/alerts/new/sent", page.Url, StringComparison.Ordinal);

        // The letter leads to a button.
        var confirm = await MailAsync(house, Address, "/alerts/confirm/");
        Assert.Equal(language, confirm.Body!.Headers["Content-Language"]);
        await page.GotoAsync(LinkIn(confirm, "/alerts/confirm/"));
        Assert.Equal(0, await ActiveAsync(house));
        await page.Locator("main form button").ClickAsync();
        Assert.Equal(1, await ActiveAsync(house));

        // What is published now arrives, in the language asked for; nothing that was there before did.
        await house.Services.PublishAsync("journey", Some.Tender() with { Eligibility = new() });
        var alert = await MailAsync(house, Address, "/alerts/unsubscribe/");
        Assert.Equal(language, alert.Body!.Headers["Content-Language"]);
        Assert.Contains(Some.Tender().Titles["en"], alert.TextBody, StringComparison.Ordinal);

        // The page of all alerts, by a link of its own.
        await page.GotoAsync($"/{language}/alerts/manage");
        await page.Locator("#email").FillAsync(Address);
        await page.Locator("main form button").ClickAsync();
        var manage = await MailAsync(house, Address, "/alerts/manage/");
        await page.GotoAsync(LinkIn(manage, "/alerts/manage/"));
        await page.Locator("main form button").ClickAsync();
        Assert.EndsWith("/alerts/manage", page.Url, StringComparison.Ordinal);
        Assert.Equal(direction, await page.Locator("html").GetAttributeAsync("dir"));
        Assert.Equal(1, await page.Locator("section.item").CountAsync());

        // One press on the page of the letter ends the alert, and the list is empty.
        await page.GotoAsync(LinkIn(alert, "/alerts/unsubscribe/"));
        Assert.Equal(1, await ActiveAsync(house));
        await page.Locator("main form button").ClickAsync();
        Assert.Equal(0, await ActiveAsync(house));
        await page.GotoAsync("/alerts/manage");
        Assert.Equal(0, await page.Locator("section.item").CountAsync());
    }

    [Fact]
    public async Task A_link_scanner_changes_nothing()
    {
        await using var browser = await SystemBrowser.OpenAsync();
        await using var house = await ServedHouse.OpenAsync("demo");
        await house.WaitUntilReadyAsync();
        var page = await browser.NewVisitorAsync(house.Address);
        await page.GotoAsync("/en/alerts/new?kind=job");
        await page.Locator("#email").FillAsync("scanned@example.org");
        await page.Locator("form[method=post] button").ClickAsync();
        var mail = await MailAsync(house, "scanned@example.org", "/alerts/confirm/");
        var link = LinkIn(mail, "/alerts/confirm/");

        var scanner = await browser.NewVisitorAsync(house.Address);
        for (var i = 0; i < 10; i++) await scanner.GotoAsync(link);
        Assert.Equal(0, await ActiveAsync(house));

        await page.GotoAsync(link);
        await page.Locator("main form button").ClickAsync();
        Assert.Equal(1, await ActiveAsync(house));
    }

    static async Task<int> ActiveAsync(ServedHouse house)
    {
        await using var db = house.OpenDb();
        return await db.Subscriptions.CountAsync(alert => alert.StartedAt != null && alert.EndedAt == null);
    }

    /// <summary>The letter in the folder that holds such a link, once it is there.</summary>
    static async Task<MimeMessage> MailAsync(ServedHouse house, string address, string link)
    {
        var folder = house.Services.GetRequiredService<DataDirectory>().File("mail");
        MimeMessage? found = null;
        await ServedHouse.WaitForAsync(
            async () => (found = await FindAsync(folder, address, link)) is not null, $"a letter with {link}");
        return found!;
    }

    static async Task<MimeMessage?> FindAsync(string folder, string address, string link)
    {
        if (!Directory.Exists(folder)) return null;
        foreach (var file in Directory.EnumerateFiles(folder, "*.eml"))
        {
            var mail = await MimeMessage.LoadAsync(file);
            if (mail.To.Mailboxes.Any(box => box.Address == address)
                && mail.TextBody!.Contains(link, StringComparison.Ordinal))
                return mail;
        }
        return null;
    }

    /// <summary>The path of a link in a letter: the portal's public address is another than this test's.</summary>
    static string LinkIn(MimeMessage mail, string path)
    {
        var links = Addresses().Matches(mail.TextBody!).Select(match => match.Value);
        return new Uri(links.First(link => link.Contains(path, StringComparison.Ordinal))).PathAndQuery;
    }

    [GeneratedRegex(@"https?://\S+", RegexOptions.None, 1_000)]
    private static partial Regex Addresses();
}
