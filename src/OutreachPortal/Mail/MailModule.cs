using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OutreachPortal.Data;

namespace OutreachPortal.Mail;

internal static class MailModule
{
    /// <param name="serving">Only a serving process carries letters by itself.</param>
    public static IServiceCollection AddMail(
        this IServiceCollection services, IConfiguration configuration, bool serving)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsRules>();
        services.AddMetrics();
        services.AddSingleton<MailMeter>();
        services.AddSingleton(provider => new AddressHash(() => KeyOf(provider)));
        services.AddSingleton(provider => new Verp(() => SecretOf(provider, "bounces")));
        services.AddSingleton<AllowedRecipients>();
        services.AddSingleton<AddressBook>();
        services.AddSingleton<Composer>();
        services.AddSingleton<IMailTransport>(TransportOf);
        services.AddSingleton<Channel>();
        services.AddSingleton<TokenBucket>();
        services.AddSingleton<Crew>();
        services.AddSingleton<OwnClaims>();
        services.AddSingleton<Claims>();
        services.AddSingleton<Postman>();
        services.AddSingleton<Recovery>();
        services.AddSingleton<MailWatch>();
        services.AddSingleton<Suppressions>();
        services.AddSingleton<Bounces>();
        services.AddSingleton<BounceBox>();
        services.AddSingleton<Reports>();
        services.AddSingleton<SendGridReport>();
        services.AddSingleton<SendGridSignature>();
        services.AddScoped<Writers>();
        services.AddScoped<WritingDesk>();
        services.AddScoped<Register>();
        services.AddScoped<Inquiry>();
        services.AddScoped<Round>();
        if (serving) services.AddHostedService<PostOffice>();
        return services;
    }

    public static IEndpointRouteBuilder MapMail(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(SendGridEvents.Address, SendGridEvents.ReceiveAsync)
            .WithMetadata(new RequestSizeLimitAttribute(SendGridEvents.Largest));
        return endpoints;
    }

    static byte[] KeyOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<MailOptions>>().Value.HashKey is { Length: > 0 } key
            ? Convert.FromHexString(key)
            : SecretOf(provider, "addresses");

    static byte[] SecretOf(IServiceProvider provider, string name) => MailSecret.Read(
        provider.GetRequiredService<IDbContextFactory<PortalDb>>(), provider.GetRequiredService<TimeProvider>(), name);

    static IMailTransport TransportOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<MailOptions>>().Value.Transport switch
        {
            MailTransport.Smtp => ActivatorUtilities.CreateInstance<SmtpTransport>(provider),
            MailTransport.SendGrid => ActivatorUtilities.CreateInstance<SendGridTransport>(provider),
            _ => ActivatorUtilities.CreateInstance<FolderTransport>(provider),
        };
}
