using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace OutreachPortal.Alerts;

internal static class AlertsModule
{
    /// <param name="serving">Only a serving process matches, writes and clears up by itself.</param>
    public static IServiceCollection AddAlerts(
        this IServiceCollection services, IConfiguration configuration, bool serving)
    {
        services.AddOptions<AlertsOptions>().Bind(configuration.GetSection(AlertsOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        return services;
    }

    public static IEndpointRouteBuilder MapAlerts(this IEndpointRouteBuilder endpoints)
    {
        return endpoints;
    }
}
