using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;

namespace OutreachPortal.Publishing;

internal static class PublishingModule
{
    public static IServiceCollection AddPublishing(this IServiceCollection services)
    {
        services.AddScoped<Publication>();
        services.AddScoped<IRecipeStep, OpportunitiesStep>();
        return services;
    }
}
