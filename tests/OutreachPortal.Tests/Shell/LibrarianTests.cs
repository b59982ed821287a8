using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using OutreachPortal.Shell;

namespace OutreachPortal.Tests.Shell;

public sealed class LibrarianTests : IAsyncLifetime
{
    readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 15, 12, 0, 0, TimeSpan.Zero));
    readonly SemaphoreSlim _slow = new(0);
    DateTimeOffset? _change;
    long _version;
    int _made;
    ShellHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ShellHost.StartAsync(
        services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock))
            .AddSingleton(new PageLife(() => _version, _ => _change)),
        map =>
        {
            map.MapPage("/page", Answer).Shelved(OnlyA, unlessCookie: "from");
            map.MapPage("/private", Private).Shelved(OnlyA);
            map.MapPage("/cookie", Cookie).Shelved(OnlyA);
            map.MapPage("/lost", Lost).Shelved(OnlyA);
            map.MapPage("/gone", (HttpContext context) => Say(context, "gone", 410)).Shelved(OnlyA);
            map.MapPage("/fault", Fault).Shelved(OnlyA);
            map.MapPage("/long", (HttpContext context) => Say(context, new string('x', Shelf.LongestBody + 1))).Shelved(OnlyA);
            map.MapPage("/slow", SlowAsync).Shelved(OnlyA);
        });

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _slow.Dispose();
    }

    [Theory]
    [InlineData("/page?a=1", "/page?a=1")]
    [InlineData("/page?a=1", "/page?b=2&a=1&utm_source=mail")]
    [InlineData("/page?a=1", "/page?a=%31")]
    public async Task What_asks_the_same_is_made_once(string first, string second)
    {
        Assert.Equal("?a=1 made 1", await TextAsync(first));
        Assert.Equal("?a=1 made 1", await TextAsync(second));
        Assert.Equal("?a=1 made 1", await TextAsync(second));
        Assert.Equal("?a=2 made 2", await TextAsync("/page?a=2"));
    }

    [Fact]
    public async Task Nothing_of_the_first_request_gets_into_the_page_of_the_others()
    {
        var text = await TextAsync("/page?a=1&b=<script>", ("Cookie", "mine=1"), ("Accept-Encoding", "x-mine"));

        Assert.Equal("?a=1 made 1", text);
    }

    [Fact]
    public async Task A_page_is_kept_compressed_once_for_each_encoding()
    {
        var answers = new List<HttpResponseMessage>();
        foreach (var wish in (string[])["br", "gzip, br;q=0.5", "gzip", "", "deflate"])
            answers.Add(await GetAsync("/page", ("Accept-Encoding", wish)));

        Assert.Equal(3, _made);
        Assert.Equal(
            ["br", "br", "gzip", "", ""], answers.Select(answer => string.Join("", answer.Content.Headers.ContentEncoding)));
        Assert.All(answers, answer => Assert.Contains("Accept-Encoding", answer.Headers.Vary));
        Assert.Equal(3, answers.Select(answer => answer.Headers.ETag!.Tag).Distinct().Count());
        var brotli = new BrotliStream(await answers[1].Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        Assert.Equal(" made 1", await new StreamReader(brotli).ReadToEndAsync());
    }

    [Fact]
    public async Task A_page_lives_a_minute_and_says_how_much_of_it_is_left()
    {
        Assert.Equal("public, max-age=60", (await GetAsync("/page")).Headers.CacheControl!.ToString());
        _clock.Advance(TimeSpan.FromSeconds(18.5));
        Assert.Equal("public, max-age=41", (await GetAsync("/page")).Headers.CacheControl!.ToString());
        _clock.Advance(TimeSpan.FromSeconds(41.5));
        Assert.Equal(" made 2", await TextAsync("/page"));
    }

    [Fact]
    public async Task A_page_lives_until_time_changes_something()
    {
        _change = _clock.GetUtcNow().AddSeconds(7);

        var first = await GetAsync("/page");
        _clock.Advance(TimeSpan.FromSeconds(6.9));
        var last = await GetAsync("/page");
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal("public, max-age=7", first.Headers.CacheControl!.ToString());
        Assert.Equal("public, max-age=0", last.Headers.CacheControl!.ToString());
        Assert.Equal(1, _made);
        Assert.Equal(" made 2", await TextAsync("/page"));
    }

    [Fact]
    public async Task A_page_lives_until_something_becomes_public()
    {
        await TextAsync("/page");
        _version++;

        Assert.Equal(" made 2", await TextAsync("/page"));
        Assert.Equal(" made 2", await TextAsync("/page"));
    }

    [Fact]
    public async Task Whoever_has_the_page_is_told_so()
    {
        var tag = (await GetAsync("/page")).Headers.ETag!.ToString();

        var kept = await GetAsync("/page", ("If-None-Match", $"\"other\", W/{tag}"));
        _version++;
        var made = await GetAsync("/page", ("If-None-Match", tag));

        Assert.Equal(HttpStatusCode.NotModified, kept.StatusCode);
        Assert.Equal(tag, kept.Headers.ETag!.ToString());
        Assert.Equal("public, max-age=60", kept.Headers.CacheControl!.ToString());
        Assert.Contains("Accept-Encoding", kept.Headers.Vary);
        Assert.Empty(await kept.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        Assert.NotEqual(tag, made.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task Equal_pages_have_equal_tags_though_made_anew()
    {
        var first = await GetAsync("/gone");
        _version++;
        var second = await GetAsync("/gone");

        Assert.Equal(2, _made);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(HttpStatusCode.Gone, second.StatusCode);
    }

    [Fact]
    public async Task The_head_is_that_of_the_page()
    {
        var head = await SendAsync(HttpMethod.Head, "/page");
        var page = await GetAsync("/page");

        Assert.Equal(1, _made);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        Assert.Equal(page.Headers.ETag, head.Headers.ETag);
        Assert.Equal(page.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal((await page.Content.ReadAsByteArrayAsync()).Length, head.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("/private", 200)]
    [InlineData("/cookie", 200)]
    [InlineData("/lost", 404)]
    [InlineData("/fault", 500)]
    public async Task What_is_one_person_s_or_no_page_is_never_kept(string path, int status)
    {
        for (var time = 1; time <= 3; time++)
        {
            var answer = await GetAsync(path, ("Accept-Encoding", "br"));
            Assert.Equal((status, time), ((int)answer.StatusCode, _made));
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task A_reader_with_the_page_s_cookie_has_it_made_for_himself()
    {
        await TextAsync("/page");

        Assert.Equal(" made 2", await TextAsync("/page", ("Cookie", "other=1; from=KE")));
        Assert.Equal(" made 3", await TextAsync("/page", ("Cookie", "from=KE")));
        Assert.Equal(" made 1", await TextAsync("/page", ("Cookie", "other=1")));
    }

    [Fact]
    public async Task A_query_at_fault_is_answered_by_the_room()
    {
        Assert.Equal("?a=bad made 1", await TextAsync("/page?a=bad"));
        Assert.Equal("?a=bad made 2", await TextAsync("/page?a=bad"));
    }

    [Fact]
    public async Task What_is_too_long_to_keep_is_sent_whole()
    {
        for (var time = 1; time <= 2; time++)
            Assert.Equal(Shelf.LongestBody + 1, (await TextAsync("/long")).Length);

        Assert.Equal(2, _made);
        Assert.Equal(0, _host.Services.GetRequiredService<Shelf>().Size);
    }

    [Fact]
    public async Task A_page_is_made_once_however_many_wait_for_it()
    {
        var readers = Enumerable.Range(0, 20).Select(_ => TextAsync("/slow")).ToList();
        _slow.Release(20);

        Assert.Equal(["slow made 1"], (await Task.WhenAll(readers)).Distinct());
    }

    [Fact]
    public async Task Who_waits_for_a_page_that_its_first_reader_gave_up_gets_it_made()
    {
        using var patience = new CancellationTokenSource();
        var first = _host.Client.GetAsync("/slow", patience.Token);
        while (Volatile.Read(ref _made) == 0) await Task.Delay(5);
        var second = TextAsync("/slow");

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _slow.Release(2);

        Assert.StartsWith("slow made", await second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_room_on_the_shelf_pages_are_made_each_time_and_say_the_same()
    {
        await using var host = await ShellHost.StartAsync(
            services => services.AddSingleton(new PageLife(() => 0, now => now.AddSeconds(5.5))),
            map => map.MapPage("/page", Answer).Shelved(OnlyA), ("Limits:PageMegabytes", "0"));

        var first = await host.Client.GetAsync("/page");
        var second = await host.Client.GetAsync("/page");

        Assert.Equal(2, _made);
        Assert.All([first, second], answer => Assert.Equal("public, max-age=5", answer.Headers.CacheControl!.ToString()));
        Assert.NotNull(second.Headers.ETag);
    }

    static string? OnlyA(IQueryCollection query) =>
        query["a"] == "bad" ? null : query["a"].Count == 0 ? "" : $"?a={query["a"]}";

    IResult Answer(HttpContext context) => Say(context, $"{context.Request.QueryString} made {Volatile.Read(ref _made) + 1}");

    IResult Say(HttpContext context, string text, int status = 200)
    {
        Interlocked.Increment(ref _made);
        context.Response.Headers.CacheControl = "public, max-age=60";
        context.Response.Headers.Vary = "Accept-Encoding";
        return Results.Text(text, "text/html; charset=utf-8", statusCode: status);
    }

    IResult Private(HttpContext context)
    {
        var answer = Say(context, "yours");
        context.Response.Headers.CacheControl = "private, no-store";
        return answer;
    }

    IResult Cookie(HttpContext context)
    {
        context.Response.Cookies.Append("from", "KE");
        return Say(context, "yours");
    }

    IResult Lost()
    {
        Interlocked.Increment(ref _made);
        return new PageProblem(404);
    }

    IResult Fault()
    {
        Interlocked.Increment(ref _made);
        throw new InvalidOperationException("a fault of the room");
    }

    async Task<IResult> SlowAsync(HttpContext context)
    {
        var number = Interlocked.Increment(ref _made);
        await _slow.WaitAsync(context.RequestAborted);
        Interlocked.Decrement(ref _made);
        var answer = Say(context, $"slow made {number}");
        return answer;
    }

    Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, headers);

    Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return _host.Client.SendAsync(request);
    }

    async Task<string> TextAsync(string path, params (string Name, string Value)[] headers) =>
        await (await GetAsync(path, headers)).Content.ReadAsStringAsync();
}
