using Microsoft.Playwright;

namespace OutreachPortal.Journeys.Support;

/// <summary>The Chromium of this machine with scripts switched off: what works here works in any browser.</summary>
public sealed class SystemBrowser : IAsyncDisposable
{
    readonly IPlaywright _playwright;
    readonly IBrowser _browser;

    SystemBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    static string Executable => Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";

    public static async Task<SystemBrowser> OpenAsync()
    {
        Assert.SkipUnless(File.Exists(Executable), $"There is no Chromium at {Executable}; CHROMIUM may name another place.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        return new SystemBrowser(playwright, browser);
    }

    /// <summary>
    /// Looks at pages with scripts of its own. The pages' policy lets no script in and they have none, so nothing else differs.
    /// </summary>
    public async Task<IPage> NewInspectorAsync(Uri portal)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = portal.ToString(), BypassCSP = true,
        });
        context.SetDefaultTimeout(120_000);
        return await context.NewPageAsync();
    }

    /// <summary>A visitor of whom the browser knows nothing.</summary>
    public async Task<IPage> NewVisitorAsync(Uri portal, string locale = "en-GB")
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = portal.ToString(), JavaScriptEnabled = false, Locale = locale,
        });
        context.SetDefaultTimeout(20_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
