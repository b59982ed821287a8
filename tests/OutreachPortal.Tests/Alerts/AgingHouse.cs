using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Data;
using OutreachPortal.Languages;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>A house that nobody visits, people in it, and a clock.</summary>
internal sealed class AgingHouse : IAsyncDisposable
{
    AgingHouse(HouseServices house, FakeTimeProvider clock) => (House, Clock) = (house, clock);

    public HouseServices House { get; }

    public FakeTimeProvider Clock { get; }

    public Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    public static async Task<AgingHouse> OpenAsync(string provider)
    {
        var clock = Hours.At(Some.Noon);
        return new AgingHouse(await HouseServices.OpenAsync(provider, clock: clock), clock);
    }

    public async Task<Subscription> AskAsync(string address, string query = "kind=tender")
    {
        await House.DoAsync(async services =>
        {
            var wait = await services.GetRequiredService<Registrar>().AskAsync(
                new AlertRequest(
                    (EmailAddress)EmailAddress.Read(address), SharedCriteria.Read(query), null, Frequency.Daily,
                    "Africa/Nairobi", Language.English, "list"),
                null, CancellationToken.None);
            Assert.Null(wait);
        });
        await using var db = House.OpenDb();
        return await db.Subscriptions.AsNoTracking().OrderByDescending(row => row.Id).FirstAsync();
    }

    public async Task<Subscription> SubscribeAsync(string address, string query = "kind=tender")
    {
        var asked = await AskAsync(address, query);
        await DoAsync(db =>
        {
            var alert = db.Subscriptions.Single(row => row.Id == asked.Id);
            alert.Start(Now);
            db.Subscribers.Single(person => person.Id == alert.SubscriberId).Confirm(alert, Now);
        });
        return asked;
    }

    public Task EndAsync(Subscription alert) =>
        DoAsync(db => db.Subscriptions.Single(row => row.Id == alert.Id).End(EndReason.Unsubscribed, Now));

    public Task SuppressAsync(string address, SuppressionReason reason) => DoAsync(db => db.Suppressions.Add(
        new Suppression { Mac = House.Get<AddressHash>().Of(address), Reason = reason, At = Now }));

    public async Task AfterAsync(double days)
    {
        Clock.Advance(TimeSpan.FromDays(days));
        await House.Get<Retention>().RunAsync(CancellationToken.None);
    }

    public async Task CareAsync(double days)
    {
        Clock.Advance(TimeSpan.FromDays(days));
        await House.Get<Care>().EndUnwantedAsync(CancellationToken.None);
        await House.Get<Care>().AskAsync(CancellationToken.None);
    }

    public async Task<Subscriber> PersonAsync(Subscription alert)
    {
        await using var db = House.OpenDb();
        return await db.Subscribers.AsNoTracking().SingleAsync(person => person.Id == alert.SubscriberId);
    }

    public async Task<Subscription> AlertAsync(Subscription alert)
    {
        await using var db = House.OpenDb();
        return await db.Subscriptions.AsNoTracking().SingleAsync(row => row.Id == alert.Id);
    }

    public async Task<int> CountAsync<T>(Func<PortalDb, IQueryable<T>> rows)
    {
        await using var db = House.OpenDb();
        return await rows(db).CountAsync();
    }

    public async Task DoAsync(Action<PortalDb> change)
    {
        await using var db = House.OpenDb();
        change(db);
        await db.SaveChangesAsync();
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
