using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;
using OutreachPortal.Web;

namespace OutreachPortal.Tests.Mail;

/// <summary>
/// The house with a post that a test stands behind: its own writer of every kind of letter, a clock it moves, and
/// whatever transport it gives. Letters go when the test says so.
/// </summary>
internal sealed class PostHouse : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly Plot? _own;

    PostHouse(WebApplication app, Plot? own, Pen pen, FakeTimeProvider clock) =>
        (_app, _own, Pen, Clock) = (app, own, pen, clock);

    public Pen Pen { get; }

    public FakeTimeProvider Clock { get; }

    public IServiceProvider Services => _app.Services;

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
        var pen = new Pen();
        var app = FrontDoor.Build([.. plot.Settings(), "--Mail:Rate=100000", .. settings], serving: false, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            services.RemoveAll<ILetterWriter>();
            services.AddSingleton<ILetterWriter>(pen);
            if (transport is not null) services.Replace(ServiceDescriptor.Singleton(transport));
        });
        await app.Services.GetRequiredService<Migrator>().MigrateAsync();
        return new PostHouse(app, own, pen, clock);
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

    /// <summary>As if the postmen that hold letters had died long ago.</summary>
    public async Task EndLeasesAsync()
    {
        await using var db = OpenDb();
        await db.Deliveries.Where(delivery => delivery.State == DeliveryState.Claimed).ExecuteUpdateAsync(set =>
            set.SetProperty(delivery => delivery.LeaseUntil, Instant.FromUtc(2001, 1, 1, 0, 0)));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (_own is not null) await _own.DisposeAsync();
    }
}
