using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace OutreachPortal.Benchmarks.Chaos;

/// <summary>
/// A provider that nobody kills. It takes letters, remembers each time that it took one, and can be asked which it has.
/// </summary>
sealed class Witness : IAsyncDisposable
{
    readonly WebApplication _app;

    Witness(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public ConcurrentDictionary<Guid, int> Taken { get; } = [];

    /// <summary>When each came for the first time, by a clock that is right.</summary>
    public ConcurrentDictionary<Guid, Instant> Arrivals { get; } = [];

    public static async Task<Witness> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var witness = new Witness(app);
        app.MapPost("/take", (Delegate)witness.TakeAsync);
        app.MapPost("/has", (Delegate)witness.HasAsync);
        await app.StartAsync();
        return witness;
    }

    /// <summary>
    /// Between taking letters and saying so some time passes, as anywhere: that is when a kill leaves a letter in doubt.
    /// </summary>
    async Task<IResult> TakeAsync(HttpContext context)
    {
        var ids = await JsonSerializer.DeserializeAsync<List<Guid>>(context.Request.Body, cancellationToken: default) ?? [];
        foreach (var id in ids)
        {
            Arrivals.TryAdd(id, SystemClock.Instance.GetCurrentInstant());
            Taken.AddOrUpdate(id, 1, (_, times) => times + 1);
        }
        await Task.Delay(Random.Shared.Next(20) == 0 ? 1_500 : Random.Shared.Next(150));
        return Results.Ok();
    }

    async Task<IResult> HasAsync(HttpContext context)
    {
        var ids = await JsonSerializer.DeserializeAsync<List<Guid>>(context.Request.Body, cancellationToken: default) ?? [];
        return Results.Json(ids.Where(Taken.ContainsKey).ToList());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
