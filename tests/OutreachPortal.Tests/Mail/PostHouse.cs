using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

/// <summary>
/// Mail over a database and nothing else: a writer of every kind of letter and a clock that the test holds, and whatever
/// transport it gives. Letters go when the test says so.
/// </summary>
internal sealed class PostHouse : IAsyncDisposable
{
    readonly ServiceProvider _services;
    readonly Plot? _own;

    PostHouse(ServiceProvider services, Plot? own, Pen pen, FakeTimeProvider clock) =>
        (_services, _own, Pen, Clock) = (services, own, pen, clock);

    public Pen Pen { get; }

    public FakeTimeProvider Clock { get; }

    public IServiceProvider Services => _services;

    public Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    /// <param name="transport">Null: the one of the settings.</param>
    public static async Task<PostHouse> OpenAsync(
        string provider, IMailTransport? transport = null, params string[] settings)
    {
        var plot = await Plot.OfAsync(provider);
        return await OnAsync(plot, Hours.At(Some.Noon), transport, plot, settings);
    }

    public static async Task<PostHouse> OnAsync(
        Plot plot, FakeTimeProvider clock, IMailTransport? transport = null, Plot? own = null,
        params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddCommandLine([.. plot.Settings(), "--Mail:Rate=100000", .. settings]).Build();
        var pen = new Pen();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddData(configuration);
        services.AddMail(configuration, serving: false);
        services.AddSingleton<ILetterWriter>(pen);
        if (transport is not null) services.Replace(ServiceDescriptor.Singleton(transport));
        var built = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        await built.GetRequiredService<Migrator>().MigrateAsync();
        return new PostHouse(built, own, pen, clock);
    }

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public PortalDb OpenDb() => Get<IDbContextFactory<PortalDb>>().CreateDbContext();

    public async Task<Delivery> PutAsync(
        LetterKind kind = LetterKind.Immediate, Func<Posting, Posting>? change = null)
    {
        await using var db = OpenDb();
        var posting = new Posting(Guid.NewGuid(), kind, "slot", Now);
        var delivery = Post.Put(db, change?.Invoke(posting) ?? posting);
        await db.SaveChangesAsync();
        return delivery;
    }

    public async Task<IReadOnlyList<Delivery>> PutAsync(int count, LetterKind kind = LetterKind.Immediate)
    {
        await using var db = OpenDb();
        List<Delivery> put = [];
        for (var i = 0; i < count; i++) put.Add(Post.Put(db, new Posting(Guid.NewGuid(), kind, "slot", Now)));
        await db.SaveChangesAsync();
        return put;
    }

    public Task<RoundEnd> CarryAsync() => Get<Postman>().RunAsync();

    public async Task<Delivery> ReadAsync(Guid id)
    {
        await using var db = OpenDb();
        return await db.Deliveries.AsNoTracking().SingleAsync(delivery => delivery.Id == id);
    }

    public async Task<List<Delivery>> ReadAllAsync()
    {
        await using var db = OpenDb();
        return await db.Deliveries.AsNoTracking().ToListAsync();
    }

    public async Task<List<DeliveryAttempt>> AttemptsAsync()
    {
        await using var db = OpenDb();
        return await db.DeliveryAttempts.AsNoTracking().OrderBy(attempt => attempt.Id).ToListAsync();
    }

    /// <summary>As if the postmen that hold letters, or held those in doubt, had taken them long ago.</summary>
    public async Task EndLeasesAsync()
    {
        await using var db = OpenDb();
        await db.Deliveries.Where(delivery => delivery.LeaseUntil != null).ExecuteUpdateAsync(set =>
            set.SetProperty(delivery => delivery.LeaseUntil, Instant.FromUtc(2001, 1, 1, 0, 0)));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_own is not null) await _own.DisposeAsync();
    }
}
