using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;

namespace OutreachPortal.Discovery;

/// <summary>The public pages: home, results, one opportunity.</summary>
internal static class DiscoveryPages
{
    public static void MapDiscoveryPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHome();
        endpoints.MapPage("/{lang:lang}/opportunities", ResultsAsync).Shelved(KeptQuery.OfCriteria("more"));
        endpoints.MapPage("/{lang:lang}/api", ApiAsync).Shelved(KeptQuery.Of());
        endpoints.MapPage("/{lang:lang}/opportunities/{tail}", OneAsync).Shelved(KeptQuery.Of("from", "text"));
        endpoints.MapPage("/{lang:lang}/opportunities/{tail}/full", WholeAsync).Shelved(KeptQuery.Of("from", "text"));
        endpoints.MapPage("/{lang:lang}/opportunities/{tail}/history", HistoryAsync)
            .Shelved(KeptQuery.Of("from", "text"));
        endpoints.MapPage(
            $"/{{lang:lang}}/opportunities/{{tail}}/history.{ListFormat.Releases.Extension}", ReleasesAsync);
    }

    static async Task<IResult> ResultsAsync(
        HttpContext context, Visit visit, Finder finder, DrawnCards cards, DrawnPanels panels,
        DrawnLinks links, CancellationToken cancellation)
    {
        var reading = CriteriaReading.Of(context.Request.Query);
        if (Refusal.Of(reading) is { } refusal) return refusal;
        if (await finder.ShowAsync(reading.Criteria, visit.Words, cancellation) is not { } results)
            return Refusal.NotReady(context);
        var reader = new Reader(visit, results.Names) { Country = results.Criteria.From };
        var whole = Finder.Shown.Append("from").FirstOrDefault(facet => facet == context.Request.Query["more"]);
        return Answer<ResultsPage>(context, new
        {
            Reader = reader,
            Results = await cards.InAsync(results, reader),
            Links = await links.OfAsync(reader, results.Criteria),
            WayOut = results.Total == 0 ? await WayOut.FindAsync(results, finder, cancellation) : null,
            Whole = whole,
            Panel = whole is null ? await panels.OfAsync(reader, results) : null,
        });
    }

    static async Task<IResult> ApiAsync(
        HttpContext context, Visit visit, Finder finder, CancellationToken cancellation)
    {
        var criteria = Criteria.Everything with { Size = 1 };
        if (await finder.FindAsync(criteria, visit.Words, [], cancellation) is not { } results)
            return Refusal.NotReady(context);
        var example = results.Items is [var first, ..] ? first.Card.Id : null;
        return Answer<ApiPage>(context, new { Visit = visit, Id = example });
    }

    static Task<IResult> OneAsync(
        HttpContext context, string tail, Counter counter, CancellationToken cancellation) =>
        counter.AnswerAsync(context, tail, Sight.Page, cancellation);

    static Task<IResult> WholeAsync(
        HttpContext context, string tail, Counter counter, CancellationToken cancellation) =>
        counter.AnswerAsync(context, tail, Sight.Whole, cancellation);

    static Task<IResult> HistoryAsync(
        HttpContext context, string tail, Counter counter, CancellationToken cancellation) =>
        counter.AnswerAsync(context, tail, Sight.History, cancellation);

    static Task<IResult> ReleasesAsync(
        HttpContext context, string tail, Counter counter, CancellationToken cancellation) =>
        counter.AnswerAsync(context, tail, Sight.Releases, cancellation);

    /// <summary>Public pages are the same for everyone: whoever stands between may keep them for a minute.</summary>
    public static Page Answer<TPage>(
        HttpContext context, object parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        context.Response.Headers.CacheControl = "public, max-age=60";
        context.Response.Headers.Vary = "Accept-Encoding";
        return Page.Of<TPage>(parameters, status);
    }
}
