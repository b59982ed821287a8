using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OutreachPortal.Shell;

/// <summary>A page as the answer of an endpoint: <c>Page.Of&lt;HomePage&gt;(new { Visit = visit, … })</c>.</summary>
internal sealed class Page : IResult
{
    readonly Type _component;
    readonly object _parameters;
    readonly int _status;

    Page(Type component, object parameters, int status) =>
        (_component, _parameters, _status) = (component, parameters, status);

    /// <param name="parameters">An object whose properties are the component's parameters.</param>
    public static Page Of<TPage>(object parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new(typeof(TPage), parameters, status);

    /// <summary>Nothing of it leaves before all of it is drawn: a fault on the way is answered as a fault.</summary>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var text = new PageText();
        await DrawAsync(text, httpContext.RequestServices);
        httpContext.Response.StatusCode = _status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        await text.SendAsync(httpContext.Response, httpContext.RequestAborted);
    }

    public async Task DrawAsync(TextWriter text, IServiceProvider services)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        await renderer.Dispatcher.InvokeAsync(async () =>
        {
            // Of an object it reads the properties, and remembers how.
            var parameters = ParameterView.FromDictionary(new RouteValueDictionary(_parameters));
            (await renderer.RenderComponentAsync(_component, parameters)).WriteHtmlTo(text);
        });
    }
}

internal static class PageAddresses
{
    /// <summary>Maps GET and HEAD: Map Get alone answers 405 to the HEAD that link checkers and caches send.</summary>
    public static RouteHandlerBuilder MapPage(this IEndpointRouteBuilder endpoints, string pattern, Delegate handler) =>
        endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);
}
