using System.Collections.Concurrent;
using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Data;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Alerts;

/// <summary>One served house on each database for all tests of people who subscribe: each has an address of its own.</summary>
public sealed class AlertHouses : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, Lazy<Task<AlertHouse>>> _houses = new();

    internal async Task<AlertHouse> OfAsync(string provider)
    {
        Assert.SkipWhen(
            provider == Databases.PostgreSql && Databases.Server is null,
            $"{Databases.ServerVariable} names no PostgreSQL server.");
        return await _houses.GetOrAdd(provider, new Lazy<Task<AlertHouse>>(
            () => AlertHouse.OpenAsync(
                provider, "--Limits:SignUpsPerNetwork=100000",
                $"--Logging:LogLevel:{typeof(OwnAlerts).FullName}=Warning"))).Value;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var house in _houses.Values) await (await house.Value).DisposeAsync();
    }
}

/// <summary>A served house in which one tender is open, with a clock that a test may move and letters that it may read.</summary>
internal sealed class AlertHouse : IAsyncDisposable
{
    static int s_people;

    AlertHouse(ServedHouse house, FakeTimeProvider clock) => (House, Clock) = (house, clock);

    public ServedHouse House { get; }

    public FakeTimeProvider Clock { get; }

    public Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    public IServiceProvider Services => House.Services;

    /// <summary>Another process on the same ground.</summary>
    public static async Task<AlertHouse> OnAsync(Plot plot)
    {
        var clock = Hours.At(Some.Noon);
        var house = await ServedHouse.OnAsync(plot, "minimal", clock);
        await house.WaitUntilReadyAsync();
        return new AlertHouse(house, clock);
    }

    public static async Task<AlertHouse> OpenAsync(string provider = Databases.Sqlite, params string[] settings)
    {
        var clock = Hours.At(Some.Noon);
        var house = await ServedHouse.OpenAsync("minimal", clock, provider, settings);
        await house.WaitUntilReadyAsync();
        await house.Services.PublishAsync("017", Some.Tender());
        await house.WaitUntilFollowedAsync();
        return new AlertHouse(house, clock);
    }

    /// <summary>An address that nobody used before.</summary>
    public static string NewAddress(string of = "reader") => $"{of}-{Interlocked.Increment(ref s_people)}@example.org";

    public Visitor NewVisitor() => new(House.Address);

    public PortalDb OpenDb() => House.OpenDb();

    /// <summary>Asks for an alert as a visitor does.</summary>
    public async Task<HttpResponseMessage> AskAsync(
        string address, string query = "?kind=tender", string frequency = "daily", string language = "en",
        string zone = "Africa/Nairobi")
    {
        using var visitor = NewVisitor();
        return await visitor.SendFormAsync(
            $"/{language}/alerts/new{query}", ("email", address), ("frequency", frequency), ("zone", zone));
    }

    /// <summary>
    /// The answer to somebody who asks and the page it leads to, with what differs from second to second left out.
    /// </summary>
    public async Task<string> WholeAnswerAsync(string address, string query = "?kind=job")
    {
        var answer = await AskAsync(address, query);
        using var visitor = NewVisitor();
        var page = await visitor.GetAsync(answer.Headers.Location!.ToString());
        return $"{await WholeAsync(answer)}\n{await WholeAsync(page)}";
    }

    static async Task<string> WholeAsync(HttpResponseMessage answer)
    {
        var headers = answer.Headers.Where(header => header.Key != "Date")
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}");
        return $"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n{await answer.Content.ReadAsStringAsync()}";
    }

    /// <summary>Asks and confirms: somebody who has an alert.</summary>
    public async Task<Subscription> SubscribeAsync(
        string address, string query = "?kind=tender", string frequency = "daily", string language = "en")
    {
        Assert.Equal(HttpStatusCode.SeeOther, (await AskAsync(address, query, frequency, language)).StatusCode);
        await using var db = OpenDb();
        var person = await db.Subscribers.SingleAsync(row => row.Email == address);
        var alert = await db.Subscriptions.OrderByDescending(row => row.Id)
            .FirstAsync(row => row.SubscriberId == person.Id && row.EndedAt == null && row.StartedAt == null);
        using var visitor = NewVisitor();
        var answer = await visitor.PostAsync(LinkTo("confirm", alert));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return alert;
    }

    /// <summary>The path of a link as its letter would carry it.</summary>
    public string LinkTo(string kind, Subscription alert)
    {
        var links = Services.GetRequiredService<AlertLinks>();
        return kind switch
        {
            "confirm" => links.ToConfirm(ConfirmToken.For(alert)).PathAndQuery,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    public async Task<string> ManageLinkAsync(string address)
    {
        var person = await PersonAsync(address);
        return Services.GetRequiredService<AlertLinks>().ToManage(new(person.Id, person.TokenVersion, Now)).PathAndQuery;
    }

    /// <summary>A browser that has just opened the page of all alerts.</summary>
    public async Task<Visitor> OwnerAsync(string address)
    {
        var visitor = NewVisitor();
        var spent = await visitor.PostAsync(await ManageLinkAsync(address));
        Assert.Equal(HttpStatusCode.SeeOther, spent.StatusCode);
        Assert.Equal("/alerts/manage", spent.Headers.Location!.ToString());
        return visitor;
    }

    public async Task<string> UnsubscribeLinkAsync(Subscription alert, string? scope = null)
    {
        await using var db = OpenDb();
        var token = await UnsubscribeTokens.ForAsync(
            db, alert.SubscriberId, scope ?? Scopes.Of(alert.Id), Now, CancellationToken.None);
        return Services.GetRequiredService<AlertLinks>().ToUnsubscribe(token).PathAndQuery;
    }

    public async Task<Subscriber> PersonAsync(string address)
    {
        await using var db = OpenDb();
        return await db.Subscribers.AsNoTracking().SingleAsync(row => row.Email == address);
    }

    public async Task<Subscription> AlertAsync(Guid id)
    {
        await using var db = OpenDb();
        return await db.Subscriptions.AsNoTracking().SingleAsync(row => row.Id == id);
    }

    public async Task<IReadOnlyList<Subscription>> AlertsOfAsync(string address)
    {
        await using var db = OpenDb();
        return await (
            from alert in db.Subscriptions.AsNoTracking()
            join person in db.Subscribers on alert.SubscriberId equals person.Id
            where person.Email == address
            orderby alert.Id
            select alert).ToListAsync();
    }

    public async Task<IReadOnlyList<Delivery>> LettersToAsync(string address)
    {
        await using var db = OpenDb();
        return await (
            from letter in db.Deliveries.AsNoTracking()
            join person in db.Subscribers on letter.Recipient equals person.Id
            where person.Email == address
            orderby letter.CreatedAt, letter.Id
            select letter).ToListAsync();
    }

    /// <summary>The letters to an address that have left, once there are so many.</summary>
    public async Task<IReadOnlyList<MimeMessage>> MailToAsync(string address, int count = 1)
    {
        IReadOnlyList<MimeMessage> found = [];
        await ServedHouse.WaitForAsync(
            async () => (found = await MailsAsync(address)).Count >= count, $"{count} letters to {address}");
        return found;
    }

    async Task<IReadOnlyList<MimeMessage>> MailsAsync(string address)
    {
        var folder = Services.GetRequiredService<DataDirectory>().File("mail");
        if (!Directory.Exists(folder)) return [];
        List<MimeMessage> mails = [];
        foreach (var file in Directory.EnumerateFiles(folder, "*.eml").Order())
        {
            var mail = await MimeMessage.LoadAsync(file);
            if (mail.To.Mailboxes.Any(box => box.Address == address)) mails.Add(mail);
        }
        return mails;
    }

    public async Task DoAsync(Func<PortalDb, Task> work)
    {
        await using var db = OpenDb();
        await work(db);
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();
}

/// <summary>A browser of its own: cookies, forms, no scripts. It follows nothing by itself.</summary>
internal sealed class Visitor : IDisposable
{
    readonly HttpClient _client;

    public Visitor(Uri portal) => _client = new HttpClient(new HttpClientHandler
    {
        AllowAutoRedirect = false, CookieContainer = Cookies,
    })
    {
        BaseAddress = portal,
    };

    public CookieContainer Cookies { get; } = new();

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _client.SendAsync(request);

    public async Task<IHtmlDocument> PageAsync(string path) => await ReadAsync(await GetAsync(path));

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

    /// <summary>Posts fields as they are.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, params IReadOnlyList<(string Name, string Value)> fields) =>
        _client.PostAsync(path, new FormUrlEncodedContent(
            fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))));

    /// <summary>The same with a header that browsers or proxies add.</summary>
    public Task<HttpResponseMessage> PostAsync(
        string path, IReadOnlyList<(string Name, string Value)> fields, (string Name, string Value) header)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(
                fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))),
        };
        request.Headers.Add(header.Name, header.Value);
        return _client.SendAsync(request);
    }

    /// <summary>Opens the page of a form and sends it filled in, with the seal that the page gave.</summary>
    public async Task<HttpResponseMessage> SendFormAsync(
        string path, params IReadOnlyList<(string Name, string Value)> fields) =>
        await PostAsync(path, [("seal", await SealAsync(path)), .. fields]);

    public async Task<string> SealAsync(string path) =>
        (await PageAsync(path)).QuerySelector("input[name=seal]")?.GetAttribute("value") ?? "";

    public void Dispose() => _client.Dispose();
}
