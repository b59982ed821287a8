using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using OutreachPortal.Languages;

namespace OutreachPortal.Shell;

/// <summary>
/// An answer that is not what was asked for, in the reader's language: an error page, or RFC 9457 problem details under
/// /api. <paramref name="Reason"/> is the key of the sentence that says what happened; without it the status speaks.
/// </summary>
public sealed record PageProblem(int Status, string? Reason = null, params (string Name, object Value)[] Values)
    : IResult
{
    static readonly int[] WithOwnWords = [400, 404, 405, 410, 413, 429, 500, 503];

    /// <summary>The status whose words describe this one: 401 or 431 are a kind of 400, 502 is a kind of 500.</summary>
    public int Spoken => WithOwnWords.Contains(Status) ? Status : Status >= 500 ? 500 : 400;

    public string TitleIn(Words words) => words[$"error.{Spoken}.title"];

    public string SentenceIn(Words words) =>
        Reason is null ? words[$"error.{Spoken}.happened"] : words.With(Reason, Values);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "no-store";
        var visit = Visit.Of(httpContext);
        IResult answer = IsForPrograms(httpContext.Request.Path)
            ? Results.Problem(SentenceIn(visit.Words), null, Status, TitleIn(visit.Words), null, TraceOf(httpContext))
            : Page.Of<ErrorPage>(new { Visit = visit, Problem = this, Number = NumberOf(httpContext) }, Status);
        return answer.ExecuteAsync(httpContext);
    }

    static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.Ordinal)
        || path.StartsWithSegments("/openapi", StringComparison.Ordinal);

    static Dictionary<string, object?> TraceOf(HttpContext context) => new() { ["traceId"] = NumberOf(context) };

    static string NumberOf(HttpContext context) => Activity.Current?.Id ?? context.TraceIdentifier;
}
