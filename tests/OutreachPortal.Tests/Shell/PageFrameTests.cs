using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OutreachPortal.Languages;
using OutreachPortal.Shell;

namespace OutreachPortal.Tests.Shell;

public sealed class PageFrameTests : IDisposable
{
    readonly BunitContext _bunit = new();

    public PageFrameTests() => _bunit.Services.AddSingleton(new Portal(
        Options.Create(new PortalOptions { PublicUrl = "https://portal.example" }), ThemeFolders.BesideTheExecutable));

    public void Dispose() => _bunit.Dispose();

    [Theory]
    [InlineData("en", "ltr")]
    [InlineData("ar", "rtl")]
    [InlineData("zh", "ltr")]
    public void The_document_states_its_language_and_direction(string code, string direction)
    {
        var html = Frame(code).DocumentElement;

        Assert.Equal(code, html.GetAttribute("lang"));
        Assert.Equal(direction, html.GetAttribute("dir"));
    }

    [Fact]
    public void Every_language_of_the_page_is_linked_and_the_page_itself_is_canonical()
    {
        var page = Frame("fr", "/opportunities", "?group=ldc&page=2");
        var alternates = page.QuerySelectorAll("link[rel=alternate]").ToDictionary(
            link => link.GetAttribute("hreflang")!, link => link.GetAttribute("href")!);

        Assert.Equal(["ar", "en", "es", "fr", "ru", "x-default", "zh"], alternates.Keys.Order());
        Assert.Equal("https://portal.example/ru/opportunities?group=ldc&page=2", alternates["ru"]);
        Assert.Equal(alternates["en"], alternates["x-default"]);
        Assert.Equal(alternates["fr"], page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
    }

    [Fact]
    public void The_language_switch_keeps_the_place()
    {
        var switches = Frame("fr", "/opportunities", "?group=ldc").QuerySelectorAll(".tongues a");

        Assert.Equal(Language.All.Select(language => $"/{language.Code}/opportunities?group=ldc"),
            switches.Select(link => link.GetAttribute("href")));
        Assert.Equal("Français", switches.Single(link => link.HasAttribute("aria-current")).TextContent);
    }

    [Fact]
    public void Nothing_on_the_page_runs_or_comes_from_elsewhere()
    {
        var page = Frame("en");

        Assert.Empty(page.QuerySelectorAll("script, style, [style], iframe, img"));
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes),
            attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal));
        Assert.Equal(1, page.QuerySelectorAll("link[rel=stylesheet][href^='/assets/']").Length);
        Assert.DoesNotContain("<!--", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void A_keyboard_reaches_the_content_first()
    {
        var page = Frame("en");
        var first = page.QuerySelector("body a")!;

        Assert.Equal("#main", first.GetAttribute("href"));
        Assert.Equal("main", page.GetElementById("main")!.LocalName);
    }

    [Fact]
    public void A_page_that_is_not_indexed_has_no_other_languages()
    {
        var page = Frame("en", isIndexed: false);

        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.Empty(page.QuerySelectorAll("link[rel=alternate], link[rel=canonical]"));
    }

    [Fact]
    public void The_title_names_page_and_portal() => Assert.Equal("Tenders – Outreach Portal", Frame("en").Title);

    [Fact]
    public void Every_page_says_that_nobody_pays() =>
        Assert.StartsWith("The United Nations never charges a fee", Frame("en").QuerySelector(".fraud")!.TextContent,
            StringComparison.Ordinal);

    IHtmlDocument Frame(string code, string path = "", string query = "", bool isIndexed = true)
    {
        var visit = new Visit(Phrases.For(Language.Find(code)!), path, query);
        var frame = _bunit.Render<PageFrame>(parameters => parameters
            .Add(page => page.Visit, visit)
            .Add(page => page.Title, "Tenders")
            .Add(page => page.IsIndexed, isIndexed)
            .AddChildContent("<h1>Tenders</h1>"));
        return new HtmlParser().ParseDocument(frame.Markup);
    }
}
