using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OutreachPortal.Countries;
using OutreachPortal.Shell;

namespace OutreachPortal.Discovery;

/// <summary>The home page, and the form on it that remembers where its reader is.</summary>
internal static class HomeAddress
{
    const int MostFormBytes = 64 * 1024;

    public static void MapHome(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPage("/{lang:lang}", ShowAsync).Shelved(KeptQuery.Of(), unlessCookie: CountryCookie.PlainName);
        endpoints.MapPost("/{lang:lang}", RememberAsync).TakesOwnForms()
            .WithMetadata(new RequestSizeLimitAttribute(MostFormBytes));
    }

    static async Task<IResult> ShowAsync(
        HttpContext context, Visit visit, Finder finder, CountryCookie cookie, CurrentAtlas atlas,
        CancellationToken cancellation)
    {
        var said = cookie.Read(context.Request);
        var country = said is not null && (await atlas.GetAsync(cancellation)).Find(said) is not null ? said : null;
        if (await Home.FindAsync(finder, visit.Words, country, cancellation) is not { } home)
            return Refusal.NotReady(context);
        var reader = new Opportunities.Reader(visit, home.Newest.Names) { Country = country };
        var page = DiscoveryPages.Answer<HomePage>(context, new { Reader = reader, Home = home });
        context.Response.Headers.Vary = "Accept-Encoding, Cookie";
        if (country is not null) context.Response.Headers.CacheControl = "private, no-store";
        return page;
    }

    /// <summary>A foreign address to go on to is a sign of misuse: nothing is kept, and the way leads home.</summary>
    static async Task<IResult> RememberAsync(
        HttpContext context, Visit visit, CountryCookie cookie, CurrentAtlas atlas, CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!context.Request.HasFormContentType) return new PageProblem(StatusCodes.Status400BadRequest);
        var form = await context.Request.ReadFormAsync(cancellation);
        var goesOn = form["returnUrl"].FirstOrDefault() ?? context.Request.Query["returnUrl"].FirstOrDefault();
        if ((goesOn is null ? visit.To("") : LocalAddress.Of(goesOn)) is not { } address)
            return TypedResults.Redirect("/");
        var country = form["from"].FirstOrDefault()?.ToUpperInvariant();
        if (string.IsNullOrWhiteSpace(country) || form.ContainsKey("forget")) cookie.Forget(context.Response);
        else if ((await atlas.GetAsync(cancellation)).Find(country) is not null) cookie.Keep(context.Response, country);
        else return new PageProblem(StatusCodes.Status400BadRequest, "criteria.from", ("value", country), ("parameter", "from"));
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = address;
        return TypedResults.Empty;
    }
}
