using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;

namespace OutreachPortal.Countries;

internal static class CountriesModule
{
    public static IServiceCollection AddCountries(this IServiceCollection services)
    {
        services.AddSingleton<CurrentAtlas>();
        services.AddScoped<IRecipeStep, CountriesStep>();
        services.AddScoped<IRecipeStep, CountryGroupsStep>();
        return services;
    }
}
