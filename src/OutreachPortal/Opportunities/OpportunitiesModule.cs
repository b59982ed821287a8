using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;

namespace OutreachPortal.Opportunities;

internal static class OpportunitiesModule
{
    public static IServiceCollection AddOpportunities(this IServiceCollection services)
    {
        services.AddSingleton<CurrentCategories>();
        services.AddScoped<IRecipeStep, CategoriesStep>();
        services.AddScoped<IRecipeStep, ClassificationsStep>();
        services.AddScoped<IRecipeStep, SourcesStep>();
        return services;
    }
}
