using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Shell;

namespace OutreachPortal.Tests.Shell;

/// <summary>The shell alone, served in memory, with whatever addresses a test adds.</summary>
internal sealed class ShellHost : IAsyncDisposable
{
    readonly WebApplication _app;

    ShellHost(WebApplication app) => _app = app;

    public HttpClient Client => _app.GetTestClient();

    public IServiceProvider Services => _app.Services;

    public static Task<ShellHost> StartAsync(
        Action<IEndpointRouteBuilder>? map = null, params (string Key, string Value)[] settings) =>
        StartAsync(_ => { }, map, settings);

    /// <param name="adapt">The last word on what was added; a test sets the clock with it.</param>
    public static async Task<ShellHost> StartAsync(
        Action<IServiceCollection> adapt, Action<IEndpointRouteBuilder>? map = null,
        params (string Key, string Value)[] settings)
    {
        var app = Build(
            builder =>
            {
                builder.WebHost.UseTestServer();
                adapt(builder.Services);
            },
            map, settings);
        await app.StartAsync();
        return new ShellHost(app);
    }

    public static WebApplication Build(
        Action<WebApplicationBuilder> host, Action<IEndpointRouteBuilder>? map = null,
        params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        builder.Services.AddShell(builder.Configuration);
        host(builder);
        var app = builder.Build();
        app.UseShell();
        app.MapShell();
        map?.Invoke(app);
        return app;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
