using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace OutreachPortal.Importing;

internal static class ImportingModule
{
    public static readonly string[] FormatNames = ["ocds", "csv", "ted", "usajobs", "reliefweb", "markdown-jobs"];

    public static IServiceCollection AddImporting(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SetUpOptions>().Bind(configuration.GetSection(SetUpOptions.Section));
        services.AddSingleton<SetUp>();
        services.AddScoped<RecipeRunner>();
        services.AddScoped<SourceRegister>();
        services.AddScoped<Importer>();
        services.AddSingleton<INoticeFormat, OcdsFormat>();
        services.AddSingleton<INoticeFormat, CsvFormat>();
        services.AddSingleton<INoticeFormat, TedFormat>();
        services.AddSingleton<INoticeFormat, UsaJobsFormat>();
        services.AddSingleton<INoticeFormat, ReliefWebFormat>();
        services.AddSingleton<INoticeFormat, MarkdownJobsFormat>();
        return services;
    }
}
