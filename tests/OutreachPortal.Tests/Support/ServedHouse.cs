using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Discovery;
using OutreachPortal.Importing;
using OutreachPortal.Opportunities;
using OutreachPortal.Web;

namespace OutreachPortal.Tests.Support;

/// <summary>The real front door on a free port of this machine, with its index following the journal.</summary>
internal sealed class ServedHouse : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly WebApplication _app;
    readonly Plot? _own;

    ServedHouse(WebApplication app, Plot? own)
    {
        (_app, _own) = (app, own);
        Address = new Uri(app.Urls.First());
        // Who asks before sending waits for the answer, however busy the machine is.
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, Expect100ContinueTimeout = Patience })
        {
            BaseAddress = Address,
        };
    }

    public Uri Address { get; }

    /// <summary>Does not follow redirects: an address that answers 302 is to be seen answering 302.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="recipe"><c>minimal</c>, <c>demo</c>, a file, or null for an empty migrated database.</param>
    /// <param name="clock">The hour of the house; null is the real one. Followers wait in real time either way.</param>
    public static async Task<ServedHouse> OpenAsync(
        string? recipe = "minimal", TimeProvider? clock = null, string provider = Databases.Sqlite,
        params string[] settings)
    {
        var plot = await Plot.OfAsync(provider);
        return await OpenAsync(plot, plot, recipe, clock, settings);
    }

    /// <summary>Serves on a plot that outlives the house.</summary>
    public static Task<ServedHouse> OnAsync(
        Plot plot, string? recipe = "minimal", TimeProvider? clock = null, params string[] settings) =>
        OpenAsync(plot, null, recipe, clock, settings);

    static async Task<ServedHouse> OpenAsync(
        Plot plot, Plot? own, string? recipe, TimeProvider? clock, string[] settings)
    {
        // All tests together are one client, and in a hurry.
        string[] all =
        [
            .. plot.Settings(), "--urls=http://127.0.0.1:0", $"--Setup:Recipe={recipe}",
            "--Limits:RequestsPerSecond=0", .. settings,
        ];
        var app = FrontDoor.Build(all, serving: true, Clocks.Replace(clock));
        if (recipe is null) await app.Services.GetRequiredService<Migrator>().MigrateAsync();
        else await app.Services.GetRequiredService<SetUp>().RunAsync();
        await app.StartAsync();
        return new ServedHouse(app, own);
    }

    public Task WaitUntilReadyAsync() => WaitForAsync(
        async () => (await Client.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK, "the house is ready");

    /// <summary>Until a search sees everything that is in the journal now.</summary>
    public async Task WaitUntilFollowedAsync()
    {
        await using var db = OpenDb();
        var head = await Journal.HeadAsync(db, CancellationToken.None);
        var catalogue = Services.GetRequiredService<Catalogue>();
        await WaitForAsync(() => Task.FromResult(catalogue.Sequence >= head), $"the index has reached entry {head}");
    }

    public static async Task WaitForAsync(Func<Task<bool>> condition, string what)
    {
        using var end = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            Assert.False(
                end.IsCancellationRequested, $"After {Patience.TotalSeconds} seconds it is still not so: {what}.");
            await Task.Delay(20);
        }
    }

    /// <summary>An answer that must be 200 and JSON.</summary>
    public async Task<JsonElement> JsonAsync(string address)
    {
        var answer = await Client.GetAsync(address);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address} answered {(int)answer.StatusCode}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public async Task DoAsync(Func<IServiceProvider, Task> work)
    {
        await using var scope = Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }

    public PortalDb OpenDb() => Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_own is not null) await _own.DisposeAsync();
    }
}
