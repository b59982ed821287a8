using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OutreachPortal.Data;

internal static class DataModule
{
    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>()
            .Bind(configuration.GetSection(DatabaseOptions.Section))
            .ValidateDataAnnotations()
            .Validate(
                options => options.Provider != DatabaseProvider.PostgreSql
                    || !string.IsNullOrWhiteSpace(options.ConnectionString),
                "Database:ConnectionString must be set when Database:Provider is PostgreSql.")
            .ValidateOnStart();
        services.AddSingleton(new DataDirectory(Path.Combine(
            AppContext.BaseDirectory,
            configuration["Portal:DataDirectory"] is { Length: > 0 } set ? set : "App_Data")));
        services.AddDbContextFactory<PortalDb>((provider, builder) => Configure(
            builder, provider.GetRequiredService<IOptions<DatabaseOptions>>().Value,
            provider.GetRequiredService<DataDirectory>()));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContext());
        services.AddSingleton<StartLock>();
        services.AddSingleton<Opening>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<Pulse>();
        services.AddSingleton<Leases>();
        services.AddSingleton<Backup>();
        AddKeys(services, configuration);
        return services;
    }

    /// <summary>
    /// The name keeps what we seal apart from other applications; the ring is the same for every process. A certificate
    /// that cannot be read is left out here and stops the start with its sentence.
    /// </summary>
    static void AddKeys(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<KeysOptions>().Bind(configuration.GetSection(KeysOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<KeysOptions>, KeysOptionsRules>();
        var ring = services.AddDataProtection().SetApplicationName("OutreachPortal");
        services.AddOptions<KeyManagementOptions>().Configure<IDbContextFactory<PortalDb>>(
            (keys, databases) => keys.XmlRepository = new ProtectionKeys(databases, () => keys.XmlEncryptor));
        var options = configuration.GetSection(KeysOptions.Section).Get<KeysOptions>() ?? new KeysOptions();
        if (KeyCertificate.Read(options.Certificate, options.Password) is { } certificate)
            ring.ProtectKeysWithCertificate(certificate);
        ring.UnprotectKeysWithAnyCertificate([.. options.FormerFiles
            .Select(file => KeyCertificate.Read(file, options.Password)).OfType<X509Certificate2>()]);
    }

    static void Configure(DbContextOptionsBuilder builder, DatabaseOptions options, DataDirectory directory)
    {
        // Migrations are written by hand: there is no snapshot to compare with;
        // a test compares schema and model instead.
        builder.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        if (options.Provider == DatabaseProvider.PostgreSql)
        {
            builder.UseNpgsql(options.ConnectionString);
            return;
        }
        builder.UseSqlite(string.IsNullOrWhiteSpace(options.ConnectionString)
            ? new SqliteConnectionStringBuilder { DataSource = directory.File("portal.db") }.ToString()
            : options.ConnectionString);
        builder.AddInterceptors(SqliteSettings.Instance);
    }
}
