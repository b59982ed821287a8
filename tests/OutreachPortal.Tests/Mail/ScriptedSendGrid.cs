using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OutreachPortal.Tests.Mail;

/// <summary>
/// SendGrid's door on this machine, answering as a test wants; keeps every request it was sent. Where SendGrid's own
/// description is at hand, a request that it would refuse fails the test that sent it.
/// </summary>
internal sealed class ScriptedSendGrid : IAsyncDisposable
{
    readonly WebApplication _app;

    ScriptedSendGrid(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>What SendGrid's own description has against them.</summary>
    public ConcurrentQueue<string> Faults { get; } = [];

    /// <summary>Given the addresses of a request; the usual answer is 202.</summary>
    public Func<HttpContext, IReadOnlyList<string>, Task> Script { get; set; } = (context, _) => Say(context, 202);

    public static async Task<ScriptedSendGrid> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new ScriptedSendGrid(app);
        app.MapPost("/v3/mail/send", provider.AnswerAsync);
        await app.StartAsync();
        return provider;
    }

    async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Requests.Enqueue(body);
        if (SendGridSchema.IsHere)
            foreach (var fault in await SendGridSchema.ErrorsOfAsync(body)) Faults.Enqueue(fault);
        Assert.Equal("Bearer SG.key", context.Request.Headers.Authorization);
        using var request = JsonDocument.Parse(body);
        var to = request.RootElement.GetProperty("personalizations").EnumerateArray()
            .Select(one => one.GetProperty("to")[0].GetProperty("email").GetString()!).ToList();
        await Script(context, to);
    }

    public static Task Say(HttpContext context, int status, string? message = null)
    {
        context.Response.StatusCode = status;
        if (status == 202) context.Response.Headers["X-Message-Id"] = "message-1";
        return message is null ? Task.CompletedTask
            : context.Response.WriteAsJsonAsync(new { errors = new[] { new { message, field = (string?)null } } });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Assert.Empty(Faults);
    }
}
