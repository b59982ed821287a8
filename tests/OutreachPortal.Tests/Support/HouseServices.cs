using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OutreachPortal.Data;
using OutreachPortal.Importing;
using OutreachPortal.Web;

namespace OutreachPortal.Tests.Support;

/// <summary>
/// The house as a command sees it: the services of the front door over a migrated database, without serving. Where no
/// plot is given it has its own, which goes with it.
/// </summary>
internal sealed class HouseServices : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly Plot? _own;

    HouseServices(WebApplication app, Plot plot, Plot? own) => (_app, Plot, _own) = (app, plot, own);

    public Plot Plot { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="provider">
    /// One of <see cref="Databases.All"/>; skips the test where that database is not there.
    /// </param>
    /// <param name="recipe"><c>minimal</c>, <c>demo</c>, a file, or null for an empty migrated database.</param>
    /// <param name="clock">The hour of the house; null is the real one.</param>
    public static async Task<HouseServices> OpenAsync(
        string provider = Databases.Sqlite, string? recipe = null, TimeProvider? clock = null, params string[] settings)
    {
        var plot = await Plot.OfAsync(provider);
        return await OpenAsync(plot, plot, recipe, clock, settings);
    }

    /// <summary>Builds on a plot that outlives the house.</summary>
    public static Task<HouseServices> OnAsync(
        Plot plot, string? recipe = null, TimeProvider? clock = null, params string[] settings) =>
        OpenAsync(plot, null, recipe, clock, settings);

    /// <summary>The same with a last word on the services: what breaks off, what watches.</summary>
    public static Task<HouseServices> OnAsync(Plot plot, TimeProvider clock, Action<IServiceCollection> adapt) =>
        OpenAsync(plot, null, "minimal", clock, [], adapt);

    static async Task<HouseServices> OpenAsync(
        Plot plot, Plot? own, string? recipe, TimeProvider? clock, string[] settings,
        Action<IServiceCollection>? adapt = null)
    {
        var app = FrontDoor.Build(
            [.. plot.Settings(), $"--Setup:Recipe={recipe}", .. settings], serving: false,
            Clocks.Replace(clock) + adapt);
        if (recipe is null) await app.Services.GetRequiredService<Migrator>().MigrateAsync();
        else await app.Services.GetRequiredService<SetUp>().RunAsync();
        return new HouseServices(app, plot, own);
    }

    /// <summary>Does something in a scope of its own, as a request or a command would.</summary>
    public async Task DoAsync(Func<IServiceProvider, Task> work)
    {
        await using var scope = Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }

    public async Task<T> AskAsync<T>(Func<IServiceProvider, Task<T>> question)
    {
        await using var scope = Services.CreateAsyncScope();
        return await question(scope.ServiceProvider);
    }

    public Task<T> AskAsync<T>(Func<PortalDb, Task<T>> question) =>
        AskAsync(services => question(services.GetRequiredService<PortalDb>()));

    public PortalDb OpenDb() => Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContext();

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (_own is not null) await _own.DisposeAsync();
    }
}

/// <summary>How a test sets the clock of a house.</summary>
internal static class Clocks
{
    public static Action<IServiceCollection>? Replace(TimeProvider? clock) =>
        clock is null ? null : services => services.Replace(ServiceDescriptor.Singleton(clock));
}
