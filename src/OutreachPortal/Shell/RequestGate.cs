using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace OutreachPortal.Shell;

/// <summary>
/// Requests that no room should see: for another host (our addresses would be built from it), or with two lengths,
/// which two servers in a row may read as different requests (RFC 9112, 6.3). 400 without a body.
/// </summary>
internal sealed class RequestGate(RequestDelegate next, IOptions<PortalOptions> options)
{
    readonly HashSet<string> _hosts = new(StringComparer.OrdinalIgnoreCase)
    {
        new Uri(options.Value.PublicUrl).Host, "localhost", "127.0.0.1", "[::1]",
    };

    public Task InvokeAsync(HttpContext context)
    {
        var foreign = !_hosts.Contains(context.Request.Host.Host);
        var twoLengths = HasTwoLengths(context.Request.Headers);
        if (!foreign && !twoLengths)
            return next(context);

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        if (twoLengths)
            context.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }

    // Kestrel lets Transfer-Encoding win and keeps the other as X-Content-Length.
    static bool HasTwoLengths(IHeaderDictionary headers) =>
        headers.TransferEncoding.Count > 0
        && (headers.ContentLength is not null || headers.ContainsKey("X-Content-Length"));
}
