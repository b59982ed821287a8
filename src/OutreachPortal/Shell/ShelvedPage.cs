using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace OutreachPortal.Shell;

/// <summary>One page as it travels: compressed, with its headers, and until when it is true.</summary>
internal sealed record ShelvedPage(
    int Status, ReadOnlyMemory<byte> Body, KeyValuePair<string, StringValues>[] Headers, string Tag,
    long Version, DateTimeOffset Until)
{
    // What the shelf holds beside the body: headers, tag, key, and the objects themselves.
    const int Beside = 1024;

    static readonly string[] CacheControls =
    [
        .. Enumerable.Range(0, (int)PageLife.Longest.TotalSeconds + 1)
            .Select(seconds => string.Create(CultureInfo.InvariantCulture, $"public, max-age={seconds}")),
    ];

    public int Size => Body.Length + Beside;

    public bool IsTrue(long version, DateTimeOffset now) => Version == version && now < Until;

    /// <summary>The page, or 304 to whoever has it; to keep for what is left of its life.</summary>
    public Task AnswerAsync(HttpContext context, DateTimeOffset now)
    {
        var response = context.Response;
        response.Headers.CacheControl = CacheControls[Math.Clamp((int)(Until - now).TotalSeconds, 0, CacheControls.Length - 1)];
        response.Headers.ETag = Tag;
        if (Status == StatusCodes.Status200OK && EntityTags.Has(context.Request, Tag)) return NotModified(response);
        response.StatusCode = Status;
        foreach (var (name, value) in Headers) response.Headers[name] = value;
        response.ContentLength = Body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(Body, context.RequestAborted).AsTask();
    }

    static Task NotModified(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status304NotModified;
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.ContentType = default;
        response.Headers.ContentEncoding = default;
        return Task.CompletedTask;
    }
}
