using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
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
/// Is a letter lost, or does one arrive twice, when the serving process is killed at random moments while people
/// publish, subscribe and unsubscribe? What was acknowledged is kept outside the portal, what arrived by a provider
/// that nobody kills. Arguments: kills, people, and with PostgreSQL a connection string, on which two portals serve.
/// SIGTERM ends the killing early and goes on to the verdict.
/// </summary>
sealed class ChaosBench : IAsyncDisposable
{
    const string By = "source:chaos";

    /// <summary>
    /// So many that nobody has more than twenty notices in ten minutes but those who ask for all of them, as every
    /// fifth does: what is beyond twenty waits for the end of the ten minutes.
    /// </summary>
    static readonly string[] Countries =
    [
        .. ("AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ "
            + "NA NE NG RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW").Split(' '),
    ];

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    readonly CancellationTokenSource _enough = new();
    readonly string _folder = Directory.CreateTempSubdirectory("chaos-").FullName;
    readonly string? _server;
    readonly Acknowledged _said = new();
    Witness _witness = null!;
    WebApplication _desk = null!;
    int _kills;

    ChaosBench(string? server) => _server = server;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var kills = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000;
        var people = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 20;
        await using var bench = new ChaosBench(arguments.ElementAtOrDefault(2));
        using var enough = PosixSignalRegistration.Create(PosixSignal.SIGTERM, bench.StopKilling);
        await bench.PrepareAsync(people);
        await bench.KillAsync(kills);
        return await bench.JudgeAsync() ? 0 : 1;
    }

    void StopKilling(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _enough.Cancel();
    }

    string[] Settings(string machine) =>
    [
        $"--Portal:DataDirectory={FolderOf(_server is null ? "one" : machine)}",
        .. _server is null
            ? Array.Empty<string>()
            : ["--Database:Provider=PostgreSql", $"--Database:ConnectionString={_server}"],
        "--urls=http://127.0.0.1:0", "--Setup:Recipe=minimal", "--Mail:LeaseSeconds=2", "--Mail:CallSeconds=1",
        "--Mail:Batch=20", "--Logging:LogLevel:Default=None",
    ];

    string FolderOf(string machine) => Directory.CreateDirectory(Path.Combine(_folder, machine)).FullName;

    async Task PrepareAsync(int people)
    {
        _witness = await Witness.OpenAsync(Path.Combine(_folder, "witness.log"));
        _desk = FrontDoor.Build(Settings("desk"), serving: false);
        await _desk.Services.GetRequiredService<SetUp>().RunAsync();
        await DoAsync(async (db, _) =>
        {
            db.Sources.Add(new Source
            {
                Key = "chaos", Name = "Chaos", Formats = ["csv"], Zone = "Etc/UTC", Country = "KE", Language = "en",
                LinkHosts = ["chaos.example"], Trusted = true,
            });
            await db.SaveChangesAsync();
        });
        for (var i = 0; i < people; i++) await SubscribeAsync();
    }

    /// <summary>Portals come up, work for a moment, and die; the desk goes on meanwhile.</summary>
    async Task KillAsync(int kills)
    {
        var started = Stopwatch.GetTimestamp();
        using var end = new CancellationTokenSource();
        var desk = WorkAsync(end.Token);
        var portals = _server is null ? 1 : 2;
        await Task.WhenAll(Enumerable.Range(0, portals).Select(i => KillAsync($"portal{i}", kills / portals)));
        await end.CancelAsync();
        await desk;
        Console.WriteLine($"{_kills} kills in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
    }

    async Task KillAsync(string machine, int kills)
    {
        for (var kill = 0; kill < kills && !_enough.IsCancellationRequested; kill++)
        {
            var started = Stopwatch.GetTimestamp();
            using var victim = Victim.Start(_witness.Address, Settings(machine));
            if (Random.Shared.Next(10) > 0) await victim.UntilUpAsync();
            await Task.Delay(LifeOf(Stopwatch.GetElapsedTime(started)));
            await victim.KillAsync();
            Interlocked.Increment(ref _kills);
        }
    }

    /// <summary>Up to half as long again as it took to start: on a busy machine a second is no life.</summary>
    static TimeSpan LifeOf(TimeSpan start) => TimeSpan.FromSeconds(0.5) + (start * Random.Shared.NextDouble() * 1.5);

    async Task WorkAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await (Random.Shared.Next(10) switch
            {
                0 => SubscribeAsync(),
                1 => UnsubscribeAsync(),
                _ => PublishAsync(),
            });
            await Task.Delay(1_000, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    Task PublishAsync() => DoAsync(async (_, services) =>
    {
        var publication = services.GetRequiredService<Publication>();
        var number = _said.Published.Count + 1;
        var item = Opportunity.Of("chaos", $"{number}", Kind.Tender);
        publication.Draft(item, ContentOf(number), null, By);
        publication.Publish(item, null, By);
        await publication.CommitAsync();
        _said.Published.Add((item.Id, CountryOf(number), Now));
    });

    Task SubscribeAsync() => DoAsync(async (db, services) =>
    {
        var now = Now;
        var address = $"reader{_said.Subscribed.Count}@example.org";
        var person = new Subscriber
        {
            Id = Guid.CreateVersion7(), CreatedAt = now, Email = address, EmailKey = address, Language = "en",
            EmailMac = services.GetRequiredService<AddressHash>().Of(address), Zone = "Etc/UTC", ActedAt = now,
        };
        var country = _said.Subscribed.Count % 5 == 0 ? null : CountryOf(_said.Subscribed.Count);
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
        _said.Subscribed.Add((person.Id, country, Now));
    });

    Task UnsubscribeAsync() => DoAsync(async (db, services) =>
    {
        var still = _said.Subscribed.Where(one => !_said.Ended.ContainsKey(one.Person)).ToList();
        if (still.Count < 5) return;
        var person = still[Random.Shared.Next(still.Count)].Person;
        await using var transaction = await db.Database.BeginTransactionAsync();
        await services.GetRequiredService<Endings>().EndAllAsync(db, person, EndReason.Unsubscribed, default);
        await transaction.CommitAsync();
        _said.Ended[person] = Now;
    });

    /// <summary>
    /// One portal that is left alone brings everything to its end; then the witnesses are compared. Its clock is ten
    /// minutes ahead: what waits for the end of ten minutes is due at once.
    /// </summary>
    async Task<bool> JudgeAsync()
    {
        var started = Stopwatch.GetTimestamp();
        using var last = Victim.Start(_witness.Address, Settings("portal0"), minutesAhead: 10);
        await last.UntilUpAsync();
        var open = await WaitUntilQuietAsync();
        await last.KillAsync();
        Console.WriteLine($"quiet after {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s; left open: {open}");
        await using var scope = _desk.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        var verdict = await ChaosVerdict.OfAsync(db, _said, _witness.Taken);
        Console.WriteLine($"{_kills} kills, {_said.Published.Count} notices, {_said.Subscribed.Count} people, "
            + $"{_said.Ended.Count} unsubscribed, {_witness.Taken.Count} letters: {verdict}");
        return verdict.IsClean && open.IsNothing;
    }

    /// <summary>Until nothing is open, or nothing has moved for a while: a fault that must show, not hang.</summary>
    async Task<OpenWork> WaitUntilQuietAsync()
    {
        var (last, since) = (OpenWork.Nothing, Stopwatch.GetTimestamp());
        while (true)
        {
            await Task.Delay(1_000);
            await using var scope = _desk.Services.CreateAsyncScope();
            var open = await OpenWork.OfAsync(scope.ServiceProvider.GetRequiredService<PortalDb>());
            if (open.IsNothing || (open == last && Stopwatch.GetElapsedTime(since) > Patience)) return open;
            if (open != last) (last, since) = (open, Stopwatch.GetTimestamp());
        }
    }

    async Task DoAsync(Func<PortalDb, IServiceProvider, Task> work)
    {
        await using var scope = _desk.Services.CreateAsyncScope();
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

    static string CountryOf(int number) => Countries[number % Countries.Length];

    static Instant Now => SystemClock.Instance.GetCurrentInstant().ToMicroseconds();

    public async ValueTask DisposeAsync()
    {
        _enough.Dispose();
        await _desk.DisposeAsync();
        await _witness.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
