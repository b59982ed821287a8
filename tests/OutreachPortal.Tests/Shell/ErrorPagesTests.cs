using Microsoft.AspNetCore.Builder;
using AngleSharp.Html.Parser;
using OutreachPortal.Languages;
using OutreachPortal.Shell;

namespace OutreachPortal.Tests.Shell;

public sealed class ErrorPagesTests : IAsyncLifetime
{
    ShellHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ShellHost.StartAsync(map =>
        map.MapPage("/{lang:lang}/problem/{status:int}", (int status) => new PageProblem(status)));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    public static TheoryData<int, string> Every()
    {
        var every = new TheoryData<int, string>();
        foreach (var status in (int[])[400, 404, 405, 410, 413, 429, 500, 503])
        {
            foreach (var language in Language.All) every.Add(status, language.Code);
        }

        return every;
    }

    [Theory, MemberData(nameof(Every))]
    public async Task An_error_is_said_in_the_language_of_its_address_with_what_to_do(int status, string code)
    {
        var answer = await _host.Client.GetAsync($"/{code}/problem/{status}");
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        var words = Phrases.For(Language.Find(code)!);
        var main = page.QuerySelector("main")!.TextContent;

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal((code, words.Language.Direction), (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir")));
        foreach (var part in (string[])["title", "happened", "kept", "do"])
            Assert.Contains(words[$"error.{status}.{part}"], main, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script, [style], form"));
    }
}
