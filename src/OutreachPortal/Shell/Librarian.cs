using System.Collections.Concurrent;
using System.IO.Hashing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OutreachPortal.Shell;

/// <summary>
/// Hands finished pages over, and has a missing one made: once, however many ask for it meanwhile. Stands outside the
/// compression, so that what is kept is what travels.
/// </summary>
internal sealed class Librarian(RequestDelegate next, Shelf shelf, PageLife life, TimeProvider clock)
{
    readonly ConcurrentDictionary<PageKey, TaskCompletionSource> _making = [];

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (context.GetEndpoint()?.Metadata.GetMetadata<Shelving>() is not { } shelving
            || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            || shelving.IsPersonal(request)) return next(context);
        var sent = new PageKey(
            request.Path.Value ?? "", request.QueryString.Value ?? "",
            Encodings.BestOf(request.Headers.AcceptEncoding.ToString()));
        var now = clock.GetUtcNow();
        return shelf.FindAsSent(sent, life.Version(), now) is { } page
            ? page.AnswerAsync(context, now)
            : FetchAsync(context, shelving, sent);
    }

    async Task FetchAsync(HttpContext context, Shelving shelving, PageKey sent)
    {
        if (shelving.QueryOf(context.Request.Query) is not { } query)
        {
            await next(context);
            return;
        }

        var key = sent with { Query = query };
        if (!shelf.Keeps)
        {
            await MakeAsync(context, key);
            return;
        }

        shelf.Learn(sent, query);
        if (!await IsHandedOverAsync(context, key)) await MakeInTurnAsync(context, key);
    }

    async Task<bool> IsHandedOverAsync(HttpContext context, PageKey key)
    {
        var now = clock.GetUtcNow();
        if (shelf.Find(key, life.Version(), now) is not { } page) return false;
        await page.AnswerAsync(context, now);
        return true;
    }

    async Task MakeInTurnAsync(HttpContext context, PageKey key)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = _making.GetOrAdd(key, mine);
        if (first != mine)
        {
            await first.Task.WaitAsync(context.RequestAborted);
            // What was made for the first may be nothing to keep: a 404, a fault.
            if (!await IsHandedOverAsync(context, key)) await MakeAsync(context, key);
            return;
        }

        try
        {
            await MakeAsync(context, key);
        }
        finally
        {
            _making.TryRemove(new(key, mine));
            mine.SetResult();
        }
    }

    /// <summary>
    /// The rooms are asked the one question that all spellings share, as a plain GET: nothing else of this request can
    /// get into a page that others are shown.
    /// </summary>
    async Task MakeAsync(HttpContext context, PageKey key)
    {
        var (version, now) = (life.Version(), clock.GetUtcNow());
        var end = life.EndOf(now);
        var asked = new AskedPlainly(context.Request);
        var reader = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var intake = new Intake(reader.Stream, Shelf.LongestBody, passesOn: !asked.IsHead);
        var body = new StreamResponseBodyFeature(intake, reader);
        context.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            asked.As(key);
            await next(context);
            await body.CompleteAsync();
        }
        finally
        {
            context.Features.Set(reader);
            asked.Restore();
        }

        if (intake.IsSpilt) return;
        if (!IsKept(context.Response))
        {
            await intake.SpillAsync(context.RequestAborted);
            return;
        }

        var page = PageOf(context.Response, shelf.Keeps ? intake.Taken.ToArray() : intake.Taken, version, end);
        shelf.Put(key, page);
        await page.AnswerAsync(context, now);
    }

    static bool IsKept(HttpResponse response) =>
        response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status410Gone
        && response.Headers.SetCookie.Count == 0
        && response.Headers.CacheControl.ToString().StartsWith("public", StringComparison.Ordinal);

    static ShelvedPage PageOf(
        HttpResponse response, ReadOnlyMemory<byte> body, long version, DateTimeOffset end) => new(
        response.StatusCode, body, [.. response.Headers.Where(header => !IsOfTheMoment(header.Key))],
        response.Headers.ETag is [{ } own] ? own : TagOf(body.Span), version, end);

    static bool IsOfTheMoment(string header) =>
        header is "Cache-Control" or "ETag" or "Content-Length" or "Server-Timing" or "blazor-enhanced-nav";

    static string TagOf(ReadOnlySpan<byte> body) => $"\"{Convert.ToHexStringLower(XxHash128.Hash(body))}\"";
}
