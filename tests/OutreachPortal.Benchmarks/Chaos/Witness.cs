using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OutreachPortal.Benchmarks.Chaos;

/// <summary>
/// A provider that nobody kills. It takes letters, remembers each time that it took one, and can be asked which it has.
/// Every taking is also a line of a file.
/// </summary>
sealed class Witness : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly StreamWriter _log;
    readonly Lock _lock = new();

    Witness(WebApplication app, StreamWriter log) => (_app, _log) = (app, log);

    public string Address => _app.Urls.First();

    public ConcurrentDictionary<Guid, int> Taken { get; } = [];

    public static async Task<Witness> OpenAsync(string logFile)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var witness = new Witness(app, new StreamWriter(logFile) { AutoFlush = true });
        app.MapPost("/take", witness.TakeAsync);
        app.MapPost("/has", witness.HasAsync);
        await app.StartAsync();
        return witness;
    }

    async Task<IResult> TakeAsync(HttpContext context)
    {
        var ids = await JsonSerializer.DeserializeAsync<List<Guid>>(context.Request.Body, cancellationToken: default) ?? [];
        lock (_lock)
        {
            foreach (var id in ids)
            {
                Taken.AddOrUpdate(id, 1, (_, times) => times + 1);
                _log.WriteLine($"{id:N}");
            }
        }
        return Results.Ok();
    }

    async Task<IResult> HasAsync(HttpContext context)
    {
        var ids = await JsonSerializer.DeserializeAsync<List<Guid>>(context.Request.Body, cancellationToken: default) ?? [];
        return Results.Json(ids.Where(Taken.ContainsKey).ToList());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _log.DisposeAsync();
    }
}
