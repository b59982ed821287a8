using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;

namespace OutreachPortal.Publishing;

internal static class PublishingModule
{
    /// <param name="serving">Only a serving process tells what has closed.</param>
    public static IServiceCollection AddPublishing(this IServiceCollection services, bool serving)
    {
        services.AddScoped<Publication>();
        services.AddScoped<PortalCopy>();
        services.AddScoped<IRecipeStep, OpportunitiesStep>();
        if (serving) services.AddHostedService<Closer>();
        return services;
    }
}
