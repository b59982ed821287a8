using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Shell;

namespace OutreachPortal.Discovery;

internal static class DiscoveryModule
{
    /// <param name="serving">Only a serving process opens an index.</param>
    public static IServiceCollection AddDiscovery(
        this IServiceCollection services, IConfiguration configuration, bool serving)
    {
        services.AddOptions<DiscoveryOptions>().Bind(configuration.GetSection(DiscoveryOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Catalogue>();
        services.AddSingleton<Finder>();
        services.AddSingleton<ClosingBell>();
        services.AddSingleton<DrawnCards>();
        services.AddSingleton<DrawnPanels>();
        services.AddSingleton<DrawnLinks>();
        services.AddSingleton(provider => provider.GetRequiredService<ClosingBell>().ToPageLife());
        services.AddApiDescription();
        services.AddSingleton<CountryCookie>();
        services.AddSingleton<Porter>();
        services.AddScoped<Counter>();
        services.AddScoped<Dump>();
        if (!serving) return services;
        services.AddSingleton<IndexFollower>();
        services.AddSingleton<Overture>();
        services.AddHostedService(provider => provider.GetRequiredService<IndexFollower>());
        return services;
    }

    public static IEndpointRouteBuilder MapDiscovery(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapDiscoveryPages();
        endpoints.MapListFiles();
        endpoints.MapSignposts();
        endpoints.MapApi();
        endpoints.MapOpenApi("/openapi/{documentName}.json");
        endpoints.MapPage("/health/ready", ReadyAsync);
        return endpoints;
    }

    /// <summary>
    /// Ready means: the database answers, and the index has reached the journal's head as of this start.
    /// </summary>
    static async Task<IResult> ReadyAsync(
        Catalogue catalogue, IDbContextFactory<PortalDb> databases, CancellationToken cancellation)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            if (catalogue.IsReady && await db.Database.CanConnectAsync(cancellation)) return TypedResults.Text("ready");
        }
        catch (Exception fault) when (fault is System.Data.Common.DbException or InvalidOperationException)
        {
            // Said by the status; the follower logs the reason.
        }
        return TypedResults.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
