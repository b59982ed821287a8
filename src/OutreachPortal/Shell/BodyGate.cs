using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace OutreachPortal.Shell;

/// <summary>
/// Refuses a body that states to be longer than its endpoint takes before a byte of it is read. One that does not say
/// how long it is meets the same limit in the server, while it is read.
/// </summary>
internal sealed class BodyGate(RequestDelegate next, IOptions<ShellLimits> options)
{
    readonly long _form = options.Value.FormKilobytes * 1024L;

    public Task InvokeAsync(HttpContext context)
    {
        var stated = context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>();
        var limit = stated is null ? _form : stated.MaxRequestBodySize ?? long.MaxValue;
        if (context.Request.ContentLength is not { } length || length <= limit) return next(context);
        context.Response.Headers.Connection = "close"; // the rest of it is not waited for
        return new PageProblem(StatusCodes.Status413PayloadTooLarge).ExecuteAsync(context);
    }
}
