using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Data;
using OutreachPortal.Importing;
using OutreachPortal.Languages;
using OutreachPortal.Mail;
using OutreachPortal.Web;

namespace OutreachPortal.Benchmarks;

/// <summary>
/// Does the time of an answer tell what is known of an address? A thousand addresses each that are unknown, wait for
/// confirmation, have the alert already and are suppressed are asked for in turn, with the limits of sign-up lifted by
/// settings. Argument: how many of each.
/// </summary>
static partial class SignUpBench
{
    static readonly string[] Kinds = ["unknown", "unconfirmed", "active", "suppressed"];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var each = arguments is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 1_000;
        var folder = Directory.CreateTempSubdirectory("sign-up-").FullName;
        await using var app = FrontDoor.Build(
        [
            $"--Portal:DataDirectory={folder}", "--urls=http://127.0.0.1:0", "--Setup:Recipe=minimal",
            "--Limits:SignUpsPerNetwork=1000000", "--Limits:ConfirmationsPerAddress=1000000",
            "--Limits:ConfirmationsInTenMinutes=1000000", "--Limits:RequestsPerSecond=0",
            "--Logging:LogLevel:Default=Error",
        ], serving: true);
        await app.Services.GetRequiredService<SetUp>().RunAsync();
        await PrepareAsync(app.Services, each);
        await app.StartAsync();
        var times = await AskAsync(new Uri(app.Urls.First()), each);
        await app.StopAsync();
        Directory.Delete(folder, recursive: true);
        Report(times, each);
        return 0;
    }

    /// <summary>People of three kinds; the fourth is nobody yet.</summary>
    static async Task PrepareAsync(IServiceProvider services, int each)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        var hash = services.GetRequiredService<AddressHash>();
        var now = SystemClock.Instance.GetCurrentInstant().ToMicroseconds();
        var criteria = await SharedCriteria.KeepAsync(db, SharedCriteria.Read("kind=tender"), now, default);
        foreach (var kind in Kinds[1..])
        {
            for (var i = 0; i < each; i++) Add(db, hash, kind, i, criteria, now);
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }
    }

    static void Add(PortalDb db, AddressHash hash, string kind, int i, long criteria, Instant now)
    {
        var address = AddressOf(kind, i);
        var person = new Subscriber
        {
            Id = Guid.CreateVersion7(), CreatedAt = now, Email = address, EmailKey = address,
            EmailMac = hash.Of(address), Language = "en", Zone = "Etc/UTC", ActedAt = now,
        };
        var alert = new Subscription
        {
            Id = Guid.CreateVersion7(), SubscriberId = person.Id, CriteriaId = criteria, Frequency = Frequency.Daily,
            Language = "en", Zone = "Etc/UTC", AskedAt = now, Source = "list",
            ConfirmBefore = now + Duration.FromDays(7),
        };
        if (kind == "active")
        {
            alert.Start(now);
            person.Confirm(alert, now);
        }
        if (kind == "suppressed")
        {
            var reason = SuppressionReason.HardBounce;
            db.Suppressions.Add(new Suppression { Mac = hash.Of(address), Reason = reason, At = now });
        }
        db.AddRange(person, alert);
    }

    /// <summary>In turn, so that whatever slows the machine slows all four alike.</summary>
    static async Task<Dictionary<string, List<double>>> AskAsync(Uri portal, int each)
    {
        const string Form = "/en/alerts/new?kind=tender";
        using var browser = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var client = new HttpClient(browser) { BaseAddress = portal };
        var seal = Seal().Match(await client.GetStringAsync(Form)).Groups["seal"].Value;
        var times = Kinds.ToDictionary(kind => kind, _ => new List<double>());
        for (var i = -20; i < each; i++)
        {
            foreach (var kind in Kinds)
            {
                var started = Stopwatch.GetTimestamp();
                using var answer = await client.PostAsync(Form, new FormUrlEncodedContent(
                [
                    new("seal", seal), new("email", i < 0 ? $"warm{i}@example.org" : AddressOf(kind, i)),
                    new("frequency", "daily"), new("zone", "Etc/UTC"),
                ]));
                if (answer.StatusCode != HttpStatusCode.SeeOther)
                    throw new InvalidOperationException($"{kind}: {answer.StatusCode}");
                if (i >= 0) times[kind].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }
        return times;
    }

    static void Report(Dictionary<string, List<double>> times, int each)
    {
        Console.WriteLine($"{each} answers to each kind of address, milliseconds");
        foreach (var (kind, values) in times)
        {
            values.Sort();
            var (low, middle, high) = (values[each / 10], values[each / 2], values[each * 9 / 10]);
            Console.WriteLine($"{kind,-12} median {middle:0.00}  p10 {low:0.00}  p90 {high:0.00}");
        }
        var medians = times.Values.Select(values => values[each / 2]).ToList();
        Console.WriteLine($"medians differ by {medians.Max() - medians.Min():0.00} ms at most");
    }

    static string AddressOf(string kind, int i) => $"{kind}-{i}@example.org";

    [GeneratedRegex("name=\"seal\" value=\"(?<seal>[^\"]+)\"", RegexOptions.None, 1_000)]
    private static partial Regex Seal();
}
