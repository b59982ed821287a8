using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OutreachPortal.Shell;

/// <summary>
/// For a form on a page that may be kept and so can carry no token: only what a page of ours sends is taken. Browsers
/// say where a form came from and no page can make them lie; a program that says nothing acts for nobody but itself.
/// </summary>
internal sealed class OwnForms(IOptions<PortalOptions> options, ILogger<OwnForms> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (IsOurs(request)) return await next(context);
        log.LogWarning("A form of another site was refused at {Path}", request.Path);
        return new PageProblem(StatusCodes.Status400BadRequest);
    }

    /// <summary>
    /// A browser that is too old for Sec-Fetch-Site says Origin; one that is too old for that, Referer.
    /// </summary>
    bool IsOurs(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site) return site is ["same-origin" or "none"];
        if (request.Headers.Origin is { Count: > 0 } origin) return origin is [{ } only] && IsOurs(only, request);
        return request.Headers.Referer is not { Count: > 0 } page || (page is [{ } from] && IsOurs(from, request));
    }

    bool IsOurs(string address, HttpRequest request) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url)
        && url.GetLeftPart(UriPartial.Authority) is var origin
        && (Same(origin, options.Value.PublicUrl.TrimEnd('/')) || Same(origin, $"{request.Scheme}://{request.Host}"));

    static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}

internal static class OwnFormsOnly
{
    public static RouteHandlerBuilder TakesOwnForms(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter<RouteHandlerBuilder, OwnForms>();
}
