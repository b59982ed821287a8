using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Data;
using OutreachPortal.Importing;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;
using OutreachPortal.Web;

namespace OutreachPortal.Benchmarks.Alerts;

/// <summary>A house with many people in it, and a provider that takes every letter at once.</summary>
internal sealed class Town : IAsyncDisposable
{
    const string Source = "town";
    const string By = "source:town";
    static readonly string[] Words = ["fibre", "billing", "radio", "cloud", "security", "training", "archive", "sensor"];
    static readonly string[] Countries = ["KE", "NP", "SN", "BO", "FJ", "LA", "UG", "PE"];

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alerts-benchmark-");
    WebApplication _app = null!;

    public IServiceProvider Services => _app.Services;

    public Provider Provider { get; } = new();

    public static async Task<Town> OpenAsync(bool serving, TimeProvider? clock = null)
    {
        var town = new Town();
        town._app = FrontDoor.Build(
            [
                $"--Portal:DataDirectory={town._folder.FullName}", "--Setup:Recipe=minimal", "--urls=http://127.0.0.1:0",
                "--Mail:Rate=100000", "--Mail:Batch=1000", "--Logging:LogLevel:Default=Error",
            ],
            serving, services =>
            {
                services.Replace(ServiceDescriptor.Singleton<IMailTransport>(town.Provider));
                if (clock is not null) services.Replace(ServiceDescriptor.Singleton(clock));
            });
        await town.Services.GetRequiredService<SetUp>().RunAsync();
        await using var db = town.OpenDb();
        db.Sources.Add(new Source { Key = Source, Name = "Town", Zone = "Etc/UTC", Country = "KE", Language = "en", Trusted = true });
        await db.SaveChangesAsync();
        if (serving) await town._app.StartAsync();
        return town;
    }

    public PortalDb OpenDb() => Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContext();

    /// <summary>People with one alert each, for one of some criteria.</summary>
    public async Task<List<(Guid Person, Guid Alert)>> SettleAsync(
        int count, Frequency frequency, Instant since, IReadOnlyList<Criteria> criteria)
    {
        await using var db = OpenDb();
        var ids = new List<long>();
        foreach (var one in criteria) ids.Add(await SharedCriteria.KeepAsync(db, one, since, CancellationToken.None));
        var people = Enumerable.Range(0, count).Select(_ => (Person: Guid.CreateVersion7(), Alert: Guid.CreateVersion7())).ToList();
        var at = Rows.Column(since);
        await using var transaction = await db.Database.BeginTransactionAsync();
        await Rows.InsertAsync(
            db, "subscribers",
            ["id", "email", "email_key", "email_mac", "state", "language", "zone", "token_version", "created_at", "confirmed_at", "acted_at"],
            [.. people.Select((one, number) => new object?[]
            {
                one.Person, $"p{number}-{criteria[0].Digest[..8]}@example.org", $"p{number}-{criteria[0].Digest[..8]}@example.org", $"{number}", "Active", "en", "Etc/UTC", 0, at, at, at,
            })], CancellationToken.None);
        await Rows.InsertAsync(
            db, "subscriptions",
            ["id", "subscriber_id", "criteria_id", "frequency", "language", "asked_at", "started_at", "source"],
            [.. people.Select((one, number) => new object?[]
            {
                one.Alert, one.Person, ids[number % ids.Count], frequency.ToString(), "en", at, at, "results",
            })], CancellationToken.None);
        await transaction.CommitAsync();
        return people;
    }

    public async Task<IReadOnlyList<Opportunity>> PublishAsync(int from, int count, Kind kind = Kind.Tender)
    {
        await using var scope = Services.CreateAsyncScope();
        var publication = scope.ServiceProvider.GetRequiredService<Publication>();
        List<Opportunity> made = [];
        for (var number = from; number < from + count; number++)
        {
            var item = Opportunity.Of(Source, $"n{number}", kind);
            publication.Draft(item, NoticeOf(number) with { Kind = kind }, null, By);
            publication.Publish(item, null, By);
            made.Add(item);
        }
        await publication.CommitAsync();
        return made;
    }

    public static Content NoticeOf(int number) => new()
    {
        Kind = Kind.Tender, Type = "rfp", Reference = $"T/{number}", Organisation = new("town", "Town Hall"), Language = "en",
        Titles = Texts.Of("en", $"Supply of {Words[number % Words.Length]} equipment number {number}"),
        Summaries = Texts.Of("en", "Delivery, installation and three years of support at two sites of the town, with training."),
        Countries = [Countries[number / 3 % Countries.Length]], Categories = ["networks"],
        Deadline = new Deadline(new LocalDateTime(2099, 6, 1, 12, 0), "Africa/Nairobi"),
    };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

/// <summary>Takes everything, and remembers what it took: the witness.</summary>
internal sealed class Provider : IMailTransport
{
    readonly HashSet<Guid> _taken = [];
    readonly Lock _lock = new();

    public TransportAbilities Abilities { get; } = new() { MaxBatch = 100, Lookup = true };

    public long Bytes { get; private set; }

    public int Twice { get; private set; }

    public int Count
    {
        get
        {
            lock (_lock) return _taken.Count;
        }
    }

    public Task<IReadOnlyList<SendResult>> SendAsync(IReadOnlyList<OutgoingLetter> batch, CancellationToken cancellation)
    {
        lock (_lock)
        {
            foreach (var letter in batch)
            {
                Bytes += letter.Letter.Text.Length + letter.Letter.Html.Length;
                if (!_taken.Add(letter.DeliveryId)) Twice++;
            }
        }
        return Task.FromResult<IReadOnlyList<SendResult>>(
            [.. batch.Select(letter => new SendResult(letter.DeliveryId, AttemptOutcome.Accepted))]);
    }

    public Task<IReadOnlySet<Guid>> LookupAsync(IReadOnlyCollection<Guid> deliveries, CancellationToken cancellation)
    {
        lock (_lock) return Task.FromResult<IReadOnlySet<Guid>>(deliveries.Where(_taken.Contains).ToHashSet());
    }
}
