using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests;

/// <summary>Figures reach the collector of an operator.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task What_the_rooms_count_reaches_the_collector()
    {
        TaskCompletionSource<string> heard = new();
        await using var collector = await OpenAsync(heard);
        await using var house = await ServedHouse.OpenAsync(
            settings: $"--Telemetry:Collector={collector.Urls.First()}/v1/metrics");

        house.Services.GetRequiredService<MeterProvider>().ForceFlush();

        var figures = await heard.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Contains("outreach-portal", figures, StringComparison.Ordinal);
        Assert.Contains("breaker_open", figures, StringComparison.Ordinal);
        Assert.Contains("letters_overdue", figures, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_collector_nothing_is_gathered()
    {
        await using var house = await ServedHouse.OpenAsync();

        Assert.Null(house.Services.GetService<MeterProvider>());
    }

    /// <summary>Protocol buffers write names as they are: they can be looked for without reading the rest.</summary>
    static async Task<WebApplication> OpenAsync(TaskCompletionSource<string> heard)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/v1/metrics", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            heard.TrySetResult(Encoding.UTF8.GetString(body.ToArray()));
            return Results.StatusCode((int)HttpStatusCode.OK);
        });
        await app.StartAsync();
        return app;
    }
}
