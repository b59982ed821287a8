using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OutreachPortal.Languages;

namespace OutreachPortal.Shell;

/// <summary>What every page shares: frame, theme, languages of the address, errors, headers.</summary>
public static class ShellModule
{
    public static IServiceCollection AddShell(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PortalOptions>()
            .Bind(configuration.GetSection(PortalOptions.Section))
            .PostConfigure<IHostEnvironment>((options, host) => options.DataDirectory = FullPath(options, host))
            .ValidateOnStart();
        services.AddSingleton(ThemeFolders.BesideTheExecutable);
        services.AddSingleton<IValidateOptions<PortalOptions>, PortalOptionsRules>();
        services.AddSingleton(provider => new Portal(
            provider.GetRequiredService<IOptions<PortalOptions>>(), provider.GetRequiredService<ThemeFolders>()));
        services.AddSingleton(provider => provider.GetRequiredService<Portal>().StyleSheet);

        services.AddOptions<ShellLimits>().Bind(configuration.GetSection(ShellLimits.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        AddShelf(services);
        AddProxies(services);
        // Six scripts stand in the page as themselves, not as &#x…; entities of five times the size.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.Configure<RouteOptions>(routes =>
            routes.SetParameterPolicy<LanguageConstraint>(LanguageConstraint.Name));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<ShellLimits>>(Restrain);
        AddCompression(services);
        return services;
    }

    /// <summary>
    /// The pipeline around every room. A finished page is handed over before compression and limits: it costs next to
    /// nothing.
    /// </summary>
    public static IApplicationBuilder UseShell(this IApplicationBuilder app) => app
        .UseMiddleware<SecurityHeaders>()
        .UseForwardedHeaders()
        .UseMiddleware<RequestGate>()
        .UseRouting()
        .UseMiddleware<Librarian>()
        .UseResponseCompression()
        .UseMiddleware<Turnstile>()
        .UseMiddleware<BodyGate>()
        .UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = StatusOf,
            ExceptionHandler = context => new PageProblem(context.Response.StatusCode).ExecuteAsync(context),
        })
        .UseStatusCodePages(AnswerEmptyErrorAsync);

    public static IEndpointRouteBuilder MapShell(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPage("/", RedirectToLanguage);
        endpoints.MapPage("/assets/{fingerprint}.css", StyleSheetAddress.Answer);
        endpoints.MapPage("/health/live", () => Results.Text("live"));
        return endpoints;
    }

    static int StatusOf(Exception fault) => fault is Microsoft.AspNetCore.Http.BadHttpRequestException bad
        ? bad.StatusCode
        : StatusCodes.Status500InternalServerError;

    static string FullPath(PortalOptions options, IHostEnvironment host) =>
        string.IsNullOrWhiteSpace(options.DataDirectory)
            ? "" // the rules will say so
            : Path.GetFullPath(options.DataDirectory, host.ContentRootPath);

    static void AddCompression(IServiceCollection services)
    {
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true; // public pages hold no secret next to the reader's own text
            compression.MimeTypes =
            [
                .. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "application/atom+xml",
                "application/rss+xml", "application/feed+json", "text/calendar", "text/csv",
            ];
            compression.Providers.Add<ThriftyBrotli>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        // The default (Fastest) is tuned for throughput; our first reader is on a slow line.
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Optimal);
    }

    /// <summary>A room that knows what changes adds its own <see cref="PageLife"/>.</summary>
    static void AddShelf(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(PageLife.Unchanging);
        services.AddSingleton(provider => new Shelf(
            provider.GetRequiredService<IOptions<ShellLimits>>().Value.PageMegabytes * 1024L * 1024,
            provider.GetRequiredService<TimeProvider>()));
    }

    static void AddProxies(IServiceCollection services)
    {
        services.AddOptions<ForwardedHeadersOptions>().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<ForwardedHeadersOptions>, TrustedProxies>();
        services.AddSingleton<IValidateOptions<ForwardedHeadersOptions>, TrustedProxies>();
    }

    /// <summary>Who sends slowly or without end waits for nobody's place.</summary>
    static void Restrain(KestrelServerOptions server, IOptions<ShellLimits> limits)
    {
        server.AddServerHeader = false;
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(limits.Value.HeaderSeconds);
        server.Limits.MaxRequestBodySize = limits.Value.FormKilobytes * 1024L;
    }

    static Task AnswerEmptyErrorAsync(StatusCodeContext status) =>
        new PageProblem(status.HttpContext.Response.StatusCode).ExecuteAsync(status.HttpContext);

    static IResult RedirectToLanguage(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Vary = "Accept-Language";
        return Results.Redirect($"/{Language.Best(context.Request.Headers.AcceptLanguage.ToString()).Code}");
    }
}
