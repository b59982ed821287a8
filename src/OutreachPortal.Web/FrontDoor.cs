using OutreachPortal.Alerts;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Discovery;
using OutreachPortal.Importing;
using OutreachPortal.Languages;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;
using OutreachPortal.Shell;

namespace OutreachPortal.Web;

/// <summary>The rooms of the house in plan order: what each adds, and what each answers.</summary>
internal static class FrontDoor
{
    const string DefaultAddress = "http://localhost:5080";

    /// <param name="settings">Settings of the command line, <c>--Section:Key=value</c>.</param>
    /// <param name="serving">
    /// Only a serving process listens, follows the journal and writes its log to standard output.
    /// </param>
    /// <param name="adapt">The last word on what was added; a test sets the clock with it.</param>
    public static WebApplication Build(string[] settings, bool serving, Action<IServiceCollection>? adapt = null)
    {
        // Content root, themes and recipes lie beside the executable;
        // the caller's folder is only for paths that it names.
        // Of what hosts may need, IIS, QUIC and a debugger's log are left out.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = settings,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        if (serving && builder.Configuration["urls"] is null) builder.WebHost.UseUrls(DefaultAddress);
        if (!serving) Quieten(builder);
        // Whether everything that was added can be made, a test asks: of each start it would take 5 MB.
        builder.Host.UseDefaultServiceProvider(options =>
            (options.ValidateScopes, options.ValidateOnBuild) = (true, builder.Environment.IsDevelopment()));
        AddRooms(builder.Services, builder.Configuration, serving);
        adapt?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseShell();
        MapRooms(app);
        return app;
    }

    static void AddRooms(IServiceCollection services, IConfiguration configuration, bool serving)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddData(configuration);
        services.AddShell(configuration);
        services.AddMail(configuration, serving);
        services.AddCountries();
        services.AddOpportunities(configuration);
        services.AddPublishing(serving);
        services.AddDiscovery(configuration, serving);
        services.AddAlerts(configuration, serving);
        services.AddImporting(configuration);
        if (serving) services.AddTelemetry(configuration);
    }

    static void MapRooms(WebApplication app)
    {
        app.MapShell();
        app.MapMail();
        app.MapDiscovery();
        app.MapAlerts();
    }

    /// <summary>A command's standard output is its answer; what goes wrong is said on standard error.</summary>
    static void Quieten(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        // What the database refuses ends the command with a sentence; said once is enough.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
    }
}
