using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Languages;
using OutreachPortal.Shell;

namespace OutreachPortal.Alerts;

/// <summary>Answers that are one person's: nobody keeps them. And the forms that lead to them.</summary>
internal static class Personal
{
    const string WaitForWriting = "30";

    public static IResult Answer<TPage>(HttpContext context, object parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        context.Response.Headers.CacheControl = "no-store";
        return Page.Of<TPage>(parameters, status);
    }

    /// <summary>Goes on to a page after something was done.</summary>
    public static IResult SeeOther(HttpContext context, string path)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Location = path;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    public static Visit In(string language) =>
        new(Phrases.For(Language.Find(language) ?? Language.English), "", "");

    /// <summary>What was filled in; null where it is not a form that a browser sends.</summary>
    public static async Task<IFormCollection?> FormAsync(HttpContext context, CancellationToken cancellation)
    {
        if (!context.Request.HasFormContentType) return null;
        try
        {
            return await context.Request.ReadFormAsync(cancellation);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>A POST that only a page of ours sends.</summary>
    public static void MapForm(this IEndpointRouteBuilder endpoints, string pattern, Delegate handler) =>
        endpoints.MapOpenForm(pattern, handler).TakesOwnForms();

    /// <summary>
    /// A POST that anybody may send. Where the database cannot be written to, nothing is acknowledged: 503, and when to
    /// try again.
    /// </summary>
    public static RouteHandlerBuilder MapOpenForm(
        this IEndpointRouteBuilder endpoints, string pattern, Delegate handler) =>
        endpoints.MapMethods(pattern, [HttpMethods.Post], handler).AddEndpointFilter(static async (call, next) =>
        {
            try
            {
                return await next(call);
            }
            catch (Exception fault) when (fault is DbException or DbUpdateException)
            {
                call.HttpContext.Response.Headers.RetryAfter = WaitForWriting;
                return new PageProblem(StatusCodes.Status503ServiceUnavailable);
            }
        });
}
