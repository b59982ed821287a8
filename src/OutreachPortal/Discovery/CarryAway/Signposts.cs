using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using OutreachPortal.Exchange;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;

namespace OutreachPortal.Discovery;

/// <summary>What programs that search and crawl are told: how to ask, where not to go, which pages there are.</summary>
internal static class Signposts
{
    /// <summary>Of each six pages with seven alternates: about 20 MB, far below what one file may hold.</summary>
    const int ItemsOfPart = 3_000;

    public static void MapSignposts(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPage("/opensearch.xml", OpenSearchAsync);
        endpoints.MapPage("/robots.txt", Robots);
        endpoints.MapPage("/sitemap.xml", SitemapAsync);
        endpoints.MapPage("/sitemap-{part:int:min(1)}.xml", PartAsync);
    }

    /// <summary>A browser asks for it while its reader is on a page, in the language the reader likes best.</summary>
    static Task OpenSearchAsync(HttpContext context, Visit visit, Portal portal, CancellationToken cancellation)
    {
        const string Terms = "?q={searchTerms}";
        context.Response.Headers.Vary = "Accept-Language";
        Say(context, OpenSearchWriter.ContentType);
        return OpenSearchWriter.WriteAsync(context.Response.Body, new()
        {
            ShortName = portal.Name,
            LongName = portal.Name,
            Description = visit.Words["portal.about"],
            Urls =
            [
                new("text/html", portal.AddressOf(visit.ToResults(Criteria.Everything)) + Terms),
                .. ListFormat.All.Where(format => format.IsFeed).Select(format => new OpenSearchUrl(
                    format.MediaType, portal.AddressOf(visit.ToFile(Criteria.Everything, format.Extension)) + Terms)),
                new(OpenSearchWriter.ContentType.Split(';')[0], portal.AddressOf("/opensearch.xml"), "self"),
            ],
            Languages = [.. Language.All.Select(language => language.Code)],
        }, cancellation);
    }

    /// <summary>Everything public may be read by everybody; letters' links and the desk are nobody's to list.</summary>
    static IResult Robots(HttpContext context, Portal portal)
    {
        Say(context, "text/plain; charset=utf-8");
        return TypedResults.Text(
            $"User-agent: *\nDisallow: /alerts/\nDisallow: /desk\n\nSitemap: {portal.AddressOf("/sitemap.xml")}\n",
            "text/plain; charset=utf-8");
    }

    static async Task<IResult> SitemapAsync(
        HttpContext context, Finder finder, Catalogue catalogue, Portal portal, CancellationToken cancellation)
    {
        if (catalogue.Index is null) return Refusal.NotReady(context);
        var total = await finder.CountAsync(Criteria.Everything, cancellation);
        var parts = (int)Math.Max(1, (total + ItemsOfPart - 1) / ItemsOfPart);
        var files = Enumerable.Range(1, parts)
            .Select(part => new SitemapFile(portal.AddressOf($"/sitemap-{Text(part)}.xml")));
        Say(context, SitemapWriter.ContentType);
        return TypedResults.Stream(
            stream => SitemapWriter.WriteIndexAsync(stream, files, cancellation), SitemapWriter.ContentType);
    }

    static async Task<IResult> PartAsync(
        HttpContext context, int part, Visit visit, Finder finder, Portal portal, TimeProvider clock,
        CancellationToken cancellation)
    {
        var asked = Criteria.Everything with { Sort = Sort.Newest, Page = part, Size = ItemsOfPart };
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        if (await finder.ListAsync(asked, now, visit.Words, cancellation) is not { } results)
            return Refusal.NotReady(context);
        if (part > 1 && results.Items.Count == 0) return new PageProblem(StatusCodes.Status404NotFound);
        var pages = results.Items.Select(item => (item.Card.Path, Changed: (Instant?)item.Card.Trail.At));
        if (part == 1) pages = [("", null), (Addresses.PathOf(Criteria.Everything), null), .. pages];
        var urls = pages.SelectMany(page => InEveryLanguage(page.Path, page.Changed, portal)).ToAsyncEnumerable();
        Say(context, SitemapWriter.ContentType);
        return TypedResults.Stream(
            stream => SitemapWriter.WriteUrlsAsync(stream, urls, cancellation), SitemapWriter.ContentType);
    }

    static IEnumerable<SitemapUrl> InEveryLanguage(string path, Instant? changed, Portal portal)
    {
        string In(Language language) => new Uri(portal.AddressOf($"/{language.Code}{path}")).AbsoluteUri;
        IReadOnlyList<SitemapAlternate> alternates =
        [
            .. Language.All.Select(language => new SitemapAlternate(language.Code, In(language))),
            new("x-default", In(Language.English)),
        ];
        return Language.All.Select(language => new SitemapUrl(In(language), changed) { Alternates = alternates });
    }

    static void Say(HttpContext context, string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = "public, max-age=60";
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
