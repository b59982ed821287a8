using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace OutreachPortal.Shell;

/// <summary>A page as the answer of an endpoint: <c>Page.Of&lt;HomePage&gt;(new { Visit = visit, … })</c>.</summary>
internal static class Page
{
    /// <param name="parameters">An object whose properties are the component's parameters.</param>
    public static RazorComponentResult<TPage> Of<TPage>(object parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new(parameters) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>Maps GET and HEAD: Map Get alone answers 405 to the HEAD that link checkers and caches send.</summary>
    public static RouteHandlerBuilder MapPage(this IEndpointRouteBuilder endpoints, string pattern, Delegate handler) =>
        endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);
}
