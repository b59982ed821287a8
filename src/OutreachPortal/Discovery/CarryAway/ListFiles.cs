using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using NodaTime;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;

namespace OutreachPortal.Discovery;

/// <summary>Any list, carried away: the addresses of the page with an ending.</summary>
internal static class ListFiles
{
    public static void MapListFiles(this IEndpointRouteBuilder endpoints)
    {
        foreach (var format in ListFormat.All)
        {
            var file = endpoints.MapPage(
                $"/{{lang:lang}}/opportunities.{format.Extension}",
                (HttpContext context, Visit visit, Porter porter, CancellationToken cancellation) =>
                    porter.AnswerAsync(context, visit, format, cancellation));
            // Feeds are asked for by the hour and by many; a file of ten thousand items is one person's.
            if (format.IsFeed) file.Shelved(KeptQuery.OfCriteria());
        }
    }
}

/// <summary>Fetches a list for carrying it away.</summary>
internal sealed class Porter(
    Finder finder, Catalogue catalogue, Portal portal, IOptions<DiscoveryOptions> options, TimeProvider clock)
{
    public async Task<IResult> AnswerAsync(
        HttpContext context, Visit visit, ListFormat format, CancellationToken cancellation)
    {
        var query = context.Request.Query;
        var reading = CriteriaReading.Of(query);
        if (Refusal.Of(reading) is { } refusal) return refusal;
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        if (Place.Read(format.IsFeed ? default : query["after"], now) is not { } place)
            return new PageProblem(StatusCodes.Status400BadRequest, "criteria.after");
        var generation = catalogue.Generation;
        var asked = format.Asked(reading.Criteria, place.Part, options.Value.FileItems);
        return await finder.ListAsync(asked, place.AsOf, visit.Words, cancellation) is { } results
            ? new ListFile(ListOf(results, place, format, visit, reading.Criteria), generation)
            : Refusal.NotReady(context);
    }

    CarriedList ListOf(Results results, Place place, ListFormat format, Visit visit, Criteria criteria)
    {
        var given = results.Items.Count;
        var goesOn = !format.IsFeed && given > 0 && results.Criteria.Offset + given < results.Total;
        return new CarriedList(format, visit, portal, results, format.Canonical(criteria))
        {
            Next = goesOn ? place with { Part = place.Part + 1 } : null,
        };
    }
}

/// <summary>The answer: the file, or 304 to whoever has it.</summary>
internal sealed class ListFile(CarriedList list, int generation) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var tag = list.Tag(generation);
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "public, max-age=60";
        response.Headers.Vary = "Accept-Encoding";
        if (list.Changed > Trail.None.At)
            response.Headers.LastModified = list.Changed.ToDateTimeUtc().ToString("R", CultureInfo.InvariantCulture);
        if (list.NextAddress is { } next) response.Headers.Link = $"<{next}>; rel=\"next\"";
        if (EntityTags.Has(request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.ContentType = list.Format.ContentType;
        return HttpMethods.IsHead(request.Method)
            ? Task.CompletedTask
            : WriteAsync(response.Body, httpContext.RequestAborted);
    }

    Task WriteAsync(Stream stream, CancellationToken cancellation) => list.Format.Name switch
    {
        "calendar" => ListCalendar.WriteAsync(stream, list, cancellation),
        "csv" => ListTable.WriteAsync(stream, list, cancellation),
        "ocds" => ListReleases.WriteAsync(stream, list, cancellation),
        _ => ListFeed.WriteAsync(stream, list, cancellation),
    };
}
