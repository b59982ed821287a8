using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OutreachPortal.Mail;
using OutreachPortal.Shell;

namespace OutreachPortal.Alerts;

internal static class AlertsModule
{
    /// <param name="serving">Only a serving process matches, writes and clears up by itself.</param>
    public static IServiceCollection AddAlerts(
        this IServiceCollection services, IConfiguration configuration, bool serving)
    {
        services.AddOptions<AlertsOptions>().Bind(configuration.GetSection(AlertsOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        AddPeople(services);
        AddMachine(services);
        if (!serving) return services;
        services.AddHostedService<CareRounds>();
        services.AddHostedService<AlertWork>();
        return services;
    }

    public static IEndpointRouteBuilder MapAlerts(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapSignUp();
        endpoints.MapConfirm();
        endpoints.MapManage();
        endpoints.MapUnsubscribe();
        endpoints.MapVote();
        endpoints.MapKeep();
        endpoints.MapPage("/{lang:lang}/alerts/privacy", Privacy);
        return endpoints;
    }

    /// <summary>The people side: forms, links, letters about the alerts themselves, retention.</summary>
    static void AddPeople(IServiceCollection services)
    {
        services.AddSingleton<AlertLinks>();
        services.AddSingleton<FormSeal>();
        services.AddSingleton<ManageSession>();
        services.AddSingleton<Endings>();
        services.AddSingleton<Care>();
        services.AddSingleton<Retention>();
        services.AddScoped<AlertTexts>();
        services.AddScoped<AlertWishes>();
        services.AddScoped<Registrar>();
        services.AddScoped<Scope>();
        services.AddScoped<OwnAlerts>();
        services.AddSingleton<OwnWords>();
        services.AddScoped<OwnLetters>();
        services.AddScoped<ILetterWriter>(provider => provider.GetRequiredService<OwnLetters>());
    }

    /// <summary>The machine side: who is owed what, and the letters that say it.</summary>
    static void AddMachine(IServiceCollection services)
    {
        services.AddSingleton<AlertFigures>();
        services.AddSingleton<Tenures>();
        services.AddSingleton<StoredCriteria>();
        services.AddSingleton<Ledger>();
        services.AddSingleton<Matcher>();
        services.AddSingleton<Reminders>();
        services.AddSingleton<Dispatch>();
        services.AddSingleton<Digests>();
        services.AddSingleton<PlainFit>();
        services.AddSingleton<Audit>();
        services.AddSingleton<DeliveryProof>();
        services.AddSingleton<DigestProof>();
        services.AddSingleton<StandingFigures>();
        services.AddSingleton<AlertSentences>();
        services.AddSingleton<LetterPress>();
        services.AddSingleton<LetterContents>();
        services.AddSingleton<AlertLetterWriter>();
        services.AddSingleton<ILetterWriter>(provider => provider.GetRequiredService<AlertLetterWriter>());
        services.AddSingleton<AlertPass>();
        services.AddScoped<AlertTrace>();
        services.AddScoped<AlertPreview>();
    }

    static IResult Privacy(HttpContext context, Visit visit, Retention retention, IOptions<AlertsOptions> limits)
    {
        context.Response.Headers.CacheControl = "public, max-age=60";
        return Page.Of<PrivacyPage>(new
        {
            Visit = visit,
            retention.Rules,
            Asking = (limits.Value.AskAfterSilentDays, limits.Value.EndAfterAskingDays),
        });
    }
}
