using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;

namespace OutreachPortal.Discovery;

/// <summary>The read API: anonymous, the same <see cref="Criteria"/> as the pages.</summary>
internal static class Api
{
    const int ChangesAtOnce = 100;
    public const int MostChangesAtOnce = 1_000;

    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPage("/api/v1/opportunities", ListAsync).WithName("search").WithSummary("Search")
            .Produces<ApiList>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        endpoints.MapPage("/api/v1/facets", FacetsAsync).WithName("counts").WithSummary("The counts of every filter")
            .Produces<Dictionary<string, List<FacetValue>>>().ProducesProblem(400).ProducesProblem(503);
        endpoints.MapPage("/api/v1/opportunities/{id}", OneAsync).WithName("one").WithSummary("One opportunity")
            .WithDescription("An item, and titles, body, documents, eligibility, history and links.")
            .Produces<ApiFile>().ProducesProblem(404).ProducesProblem(410);
        endpoints.MapPage("/api/v1/changes", ChangesAsync)
            .WithName("changes").WithSummary("What changed, in order and without a gap")
            .Produces<ApiChanges>().ProducesProblem(400);
    }

    static Task<IResult> ListAsync(
        HttpContext context, Visit visit, Finder finder, Portal portal, CancellationToken cancellation) =>
        AnswerAsync(context, visit, finder, results => ApiList.Of(results, visit.Words, portal), cancellation);

    static Task<IResult> FacetsAsync(
        HttpContext context, Visit visit, Finder finder, CancellationToken cancellation) =>
        AnswerAsync(context, visit, finder, results => results.Facets, cancellation);

    static async Task<IResult> AnswerAsync<T>(
        HttpContext context, Visit visit, Finder finder, Func<Results, T> shape, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var reading = CriteriaReading.Of(context.Request.Query);
        if (Refusal.Of(reading) is { } refusal) return refusal;
        var results = await finder.FindAsync(reading.Criteria, visit.Words, cancellation: cancellation);
        if (results is null) return Refusal.NotReady(context);
        Time(context, started);
        return TypedResults.Json(shape(results), ApiJson.Options);
    }

    static async Task<IResult> OneAsync(
        string id, Visit visit, PortalDb db, CurrentAtlas atlas, StandingRules rules, TimeProvider clock, Portal portal,
        CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var world = await atlas.GetAsync(cancellation);
        var file = await OpportunityFile.FindAsync(id, db, world, rules, now, cancellation);
        if (file is null) return new PageProblem(StatusCodes.Status404NotFound);
        return file.Standing == Standing.Withdrawn
            ? new PageProblem(StatusCodes.Status410Gone)
            : TypedResults.Json(ApiFile.Of(file, visit.Words, portal), ApiJson.Options);
    }

    /// <summary>Every create, update and close in order and without a gap: what a partner follows.</summary>
    static async Task<IResult> ChangesAsync(HttpContext context, PortalDb db, CancellationToken cancellation)
    {
        if (Number(context, "since", 0, 0, long.MaxValue) is not { } since
            || Number(context, "size", ChangesAtOnce, 1, MostChangesAtOnce) is not { } size)
            return new PageProblem(StatusCodes.Status400BadRequest, "api.since");
        return TypedResults.Json(await ApiChanges.ReadAsync(db, since, (int)size, cancellation), ApiJson.Options);
    }

    static long? Number(HttpContext context, string name, long absent, long least, long most)
    {
        var values = context.Request.Query[name];
        if (values.Count == 0) return absent;
        return values.Count == 1
            && long.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most ? number : null;
    }

    static void Time(HttpContext context, long started)
    {
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        context.Response.Headers["Server-Timing"] = FormattableString.Invariant($"search;dur={elapsed:0.###}");
        context.Response.Headers.Vary = "Accept-Language";
    }
}

/// <summary>The answers to criteria that cannot be answered.</summary>
internal static class Refusal
{
    public static PageProblem? Of(CriteriaReading reading)
    {
        if (reading.Faults is [var fault, ..])
        {
            return new PageProblem(
                400, fault.Phrase, ("parameter", fault.Parameter), ("value", fault.Value),
                ("most", Criteria.MaximumValues));
        }
        return reading.IsTooDeep ? new PageProblem(404, "criteria.deep", ("most", Criteria.MaximumOffset)) : null;
    }

    public static PageProblem NotReady(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        return new PageProblem(StatusCodes.Status503ServiceUnavailable);
    }
}
