using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Opportunities;

internal static class OpportunitiesModule
{
    public static IServiceCollection AddOpportunities(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OpportunitiesOptions>().Bind(configuration.GetSection(OpportunitiesOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new StandingRules(Duration.FromDays(
            provider.GetRequiredService<IOptions<OpportunitiesOptions>>().Value.OpenWithoutDeadlineDays)));
        services.AddSingleton<CurrentCategories>();
        services.AddScoped<IRecipeStep, CategoriesStep>();
        services.AddScoped<IRecipeStep, ClassificationsStep>();
        services.AddScoped<IRecipeStep, SourcesStep>();
        return services;
    }
}
