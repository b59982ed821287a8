using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests;

/// <summary>What holds for every address that the house answers, also for those that a room adds tomorrow.</summary>
public sealed class EveryAnswerTests(DemoHouse demo)
{
    /// <summary>Where people sign in there are cookies, and pages of their own.</summary>
    static readonly string[] BehindTheCounter = ["/desk", "/account", "/api/desk"];

    [Fact]
    public async Task Every_public_address_has_the_headers_and_no_cookie_token_script_or_foreign_thing()
    {
        var house = await demo.House;
        var addresses = await AddressesAsync(house);

        Assert.InRange(addresses.Count, 25, 1_000);
        foreach (var address in addresses)
        {
            var answer = await house.Client.GetAsync(address);
            Assert.True((int)answer.StatusCode < 500, $"{address} answered {(int)answer.StatusCode}");
            CheckHeaders(address, answer);
            if (answer.Content.Headers.ContentType?.MediaType == "text/html")
            {
                var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
                CheckPage(address, page, IsOnePersons(answer));
            }
        }
    }

    [Theory]
    [InlineData("/en")]
    [InlineData("/ar/opportunities?q=data")]
    [InlineData("/zh/opportunities?kind=job")]
    public async Task A_text_browser_reads_a_page_from_its_title_to_its_last_link(string address)
    {
        var page = await (await demo.House).Client.PageAsync(address);

        Assert.False(string.IsNullOrWhiteSpace(page.Title));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.Empty(page.QuerySelectorAll("img, iframe, object, video, canvas, noscript, base"));
        // What is hidden from the eye is read all the same: everything that matters stands in the text.
        Assert.All(page.QuerySelectorAll("a[href]"), link => Assert.NotEqual("", Named(link)));
        Assert.All(page.QuerySelectorAll("form"), form => Assert.NotEmpty(form.QuerySelectorAll("button")));
    }

    static string Named(IElement link) => Drawn.Flat(link.TextContent + link.GetAttribute("aria-label"));

    static void CheckHeaders(string address, HttpResponseMessage answer)
    {
        foreach (var header in (string[])
            ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy"])
            Assert.True(answer.Headers.Contains(header), $"{address} has no {header}");
        Assert.Contains("script-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        foreach (var header in (string[])["Server", "X-Powered-By", "blazor-enhanced-nav"])
            Assert.False(answer.Headers.Contains(header), $"{address} has {header}");
        // A form that asks who somebody is stands on a page of its own, which nobody keeps.
        Assert.True(IsOnePersons(answer) || !answer.Headers.Contains("Set-Cookie"), $"{address} sets a cookie");
        Assert.True(IsOnePersons(answer) || answer.Headers.CacheControl is null or { Public: true }, $"{address} is not public");
    }

    static bool IsOnePersons(HttpResponseMessage answer) => answer.Headers.CacheControl?.NoStore == true;

    static void CheckPage(string address, IDocument page, bool isOnePersons)
    {
        Assert.Empty(page.QuerySelectorAll("script:not([type='application/ld+json']), [style], style"));
        Assert.True(
            isOnePersons || page.QuerySelectorAll("form[method=post], input[name^=__]").Length == 0, $"{address} has a form that acts");
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute =>
            attribute.Name.StartsWith("on", StringComparison.Ordinal));
        var fetched = page.QuerySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=preload], link[rel=preconnect]")
            .Select(link => link.GetAttribute("href"))
            .Concat(page.QuerySelectorAll("[src]").Select(element => element.GetAttribute("src")));
        Assert.All(fetched, thing => Assert.True(thing is ['/', not '/', ..], $"{address} fetches {thing}"));
    }

    static async Task<List<string>> AddressesAsync(ServedHouse house)
    {
        var item = (await house.ItemsAsync("status=all"))[0];
        var sheet = (await house.Client.PageAsync("/en")).Href("link[rel=stylesheet]")!;
        var known = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["lang"] = "ar", ["id"] = item.Id(), ["part"] = "1", ["documentName"] = "v1",
            ["tail"] = new Uri(item.GetProperty("url").GetString()!).Segments[^1],
            ["fingerprint"] = Path.GetFileNameWithoutExtension(sheet),
        };
        var routes = house.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is { } methods && methods.HttpMethods.Contains("GET"))
            .Select(endpoint => Filled(endpoint.RoutePattern, known));
        string[] failures = ["/nowhere", "/fr/nowhere", "/en/opportunities?page=0", "/en/opportunities/abc", "/assets/old.css", "/api/v1/nothing"];
        return [.. routes.Concat(failures).Where(address => !BehindTheCounter.Any(address.StartsWith)).Distinct()];
    }

    static string Filled(RoutePattern pattern, Dictionary<string, string> known) =>
        "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => known.GetValueOrDefault(parameter.Name, "x"),
            _ => "",
        }))));
}
