using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Data;
using OutreachPortal.Importing;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;
using OutreachPortal.Web;

namespace OutreachPortal.Benchmarks.Chaos;

/// <summary>
/// Publishes, subscribes and unsubscribes in a process that nobody kills. What the database said yes to is acknowledged;
/// what it answered with a fault may have happened or not, and is no witness.
/// </summary>
sealed class Desk : IAsyncDisposable
{
    const string By = "source:chaos";

    /// <summary>
    /// So many that nobody has more than twenty notices in ten minutes but those who ask for all of them, as every
    /// twentieth does: what is beyond twenty waits for the end of the ten minutes.
    /// </summary>
    static readonly string[] s_countries =
    [
        .. ("AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ "
            + "NA NE NG RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW").Split(' '),
    ];

    static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(500);

    readonly WebApplication _house;
    int _notices;
    int _people;

    Desk(WebApplication house) => _house = house;

    public Acknowledged Said { get; } = new();

    public static async Task<Desk> OpenAsync(string[] settings, int people)
    {
        var desk = new Desk(FrontDoor.Build(settings, serving: false));
        await desk._house.Services.GetRequiredService<SetUp>().RunAsync();
        await desk.DoAsync(async (db, _) =>
        {
            db.Sources.Add(new Source
            {
                Key = "chaos", Name = "Chaos", Formats = ["csv"], Zone = "Etc/UTC", Country = "KE", Language = "en",
                LinkHosts = ["chaos.example"], Trusted = true,
            });
            await db.SaveChangesAsync();
        });
        for (var i = 0; i < people; i++) await desk.SubscribeAsync();
        return desk;
    }

    public async Task WorkAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                await (Random.Shared.Next(12) switch
                {
                    0 => SubscribeAsync(),
                    1 => UnsubscribeAsync(),
                    _ => PublishAsync(),
                });
            }
            catch (Exception fault) when (fault is DbException or DbUpdateException or InvalidOperationException)
            {
                // The server is away. Nothing was acknowledged.
            }
            await Task.Delay(s_rest, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async Task<T> AskAsync<T>(Func<PortalDb, Task<T>> question)
    {
        await using var scope = _house.Services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<PortalDb>());
    }

    Task PublishAsync() => DoAsync(async (_, services) =>
    {
        var publication = services.GetRequiredService<Publication>();
        var number = ++_notices;
        var item = Opportunity.Of("chaos", $"{number}", Kind.Tender);
        publication.Draft(item, ContentOf(number), null, By);
        publication.Publish(item, null, By);
        await publication.CommitAsync();
        Said.Published.Add((item.Id, CountryOf(number), Now));
    });

    Task SubscribeAsync() => DoAsync(async (db, services) =>
    {
        var (now, number) = (Now, _people++);
        var address = $"reader{number}@example.org";
        var person = new Subscriber
        {
            Id = Guid.CreateVersion7(), CreatedAt = now, Email = address, EmailKey = address, Language = "en",
            EmailMac = services.GetRequiredService<AddressHash>().Of(address), Zone = "Etc/UTC", ActedAt = now,
        };
        var country = number % 20 == 0 ? null : CountryOf(number);
        var wish = SharedCriteria.Read(country is null ? "kind=tender" : $"kind=tender&country={country}");
        var criteria = await SharedCriteria.KeepAsync(db, wish, now, default);
        var alert = new Subscription
        {
            Id = Guid.CreateVersion7(), SubscriberId = person.Id, CriteriaId = criteria, Source = "list",
            Frequency = Frequency.Immediate, Language = "en", Zone = "Etc/UTC", AskedAt = now,
        };
        alert.Start(now);
        person.Confirm(alert, now);
        db.AddRange(person, alert);
        await db.SaveChangesAsync();
        Said.Subscribed.Add((person.Id, country, Now));
    });

    Task UnsubscribeAsync() => DoAsync(async (db, services) =>
    {
        var still = Said.Subscribed.Where(one => !Said.Asked.Contains(one.Person)).ToList();
        if (still.Count < 5) return;
        var person = still[Random.Shared.Next(still.Count)].Person;
        Said.Asked.Add(person);
        await using var transaction = await db.Database.BeginTransactionAsync();
        await services.GetRequiredService<Endings>().EndAllAsync(db, person, EndReason.Unsubscribed, default);
        await transaction.CommitAsync();
        Said.Ended[person] = Now;
    });

    async Task DoAsync(Func<PortalDb, IServiceProvider, Task> work)
    {
        await using var scope = _house.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<PortalDb>(), scope.ServiceProvider);
    }

    static Content ContentOf(int number) => new()
    {
        Kind = Kind.Tender, Type = "rfp", Reference = $"CH/{number}", Language = "en",
        Organisation = new OrganisationName("chaos", "Chaos Works"), Titles = Texts.Of("en", $"Notice {number}"),
        Summaries = Texts.Of("en", "Software."), Countries = [CountryOf(number)],
        Categories = ["development"], Codes = [],
        Deadline = new Deadline(new LocalDateTime(2030, 12, 1, 16, 0), "Africa/Nairobi"),
    };

    static string CountryOf(int number) => s_countries[number % s_countries.Length];

    static Instant Now => SystemClock.Instance.GetCurrentInstant().ToMicroseconds();

    public ValueTask DisposeAsync() => _house.DisposeAsync();
}
