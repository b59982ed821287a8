using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Shell;

/// <summary>What only a real connection shows: bytes that no well-behaved client would send.</summary>
public sealed class KestrelTests
{
    [Theory]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "HTTP/1.1 200")]
    [InlineData("GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("GET /health/live HTTP/1.0\r\n\r\n", "HTTP/1.1 400")]
    [InlineData(
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 400")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX-A: a\rb\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 400")]
    [InlineData(
        "POST /read HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 400")]
    public async Task A_malformed_request_is_refused(string request, string expected)
    {
        var answer = await Send(request, Reading);

        Assert.StartsWith(expected, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Server:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_line_of_nine_thousand_bytes_is_414() => Assert.StartsWith("HTTP/1.1 414",
        await Send($"GET /{new string('a', 9000)} HTTP/1.1\r\nHost: localhost\r\n\r\n"), StringComparison.Ordinal);

    [Fact]
    public async Task Headers_of_more_than_32_KB_or_more_than_a_hundred_are_431()
    {
        var large = string.Concat(Enumerable.Range(0, 5).Select(n => $"X-{n}: {new string('a', 7000)}\r\n"));
        var many = string.Concat(Enumerable.Range(0, 101).Select(n => $"X-{n}: a\r\n"));

        foreach (var headers in (string[])[large, many])
        {
            Assert.StartsWith(
                "HTTP/1.1 431", await Send($"GET / HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Content-Length: 65537\r\n\r\n")]
    [InlineData("Content-Length: 31000000\r\n\r\n")]
    public async Task A_body_longer_than_a_form_is_413_before_a_byte_of_it_is_sent(string length)
    {
        var answer = await Send($"POST /read HTTP/1.1\r\nHost: localhost\r\n{length}", Reading);

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("\nConnection: close", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_does_not_say_how_long_it_is_meets_the_same_limit()
    {
        var chunk = $"4000\r\n{new string('a', 0x4000)}\r\n";

        Assert.StartsWith("HTTP/1.1 200", await Send(Chunked("/read", chunk + "0\r\n\r\n"), Reading), StringComparison.Ordinal);
        Assert.StartsWith(
            "HTTP/1.1 413", await Send(Chunked("/read", string.Concat(Enumerable.Repeat(chunk, 5))), Reading), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_states_its_own_limit()
    {
        var body = new string('a', 70_000);

        Assert.StartsWith("HTTP/1.1 200", await Send(
            $"POST /large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 70000\r\n\r\n{body}", Reading),
            StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 413", await Send(
            "POST /large HTTP/1.1\r\nHost: localhost\r\nContent-Length: 300000\r\n\r\n", Reading), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sends_headers_too_slowly_is_shown_out_and_others_are_served_meanwhile()
    {
        await using var app = ShellHost.Build(
            builder => builder.WebHost.UseUrls("http://127.0.0.1:0"), settings: ("Limits:HeaderSeconds", "1"));
        await app.StartAsync();
        var address = new Uri(app.Urls.First());
        List<TcpClient> slow = [];
        for (var number = 0; number < 200; number++)
        {
            slow.Add(new TcpClient());
            await slow[^1].ConnectAsync("127.0.0.1", address.Port);
            await slow[^1].GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: local"u8.ToArray());
        }

        using var client = new HttpClient { BaseAddress = address };
        Assert.Equal("live", await client.GetStringAsync("/health/live"));
        foreach (var connection in slow)
        {
            using var reader = new StreamReader(connection.GetStream());
            Assert.StartsWith(
                "HTTP/1.1 408", await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60)), StringComparison.Ordinal);
            connection.Dispose();
        }
    }

    [Theory]
    [InlineData("", "127.0.0.1")]
    [InlineData("192.0.2.7", "127.0.0.1")]
    [InlineData("127.0.0.1", "203.0.113.9")]
    [InlineData("192.0.2.7, 127.0.0.0/8", "203.0.113.9")]
    public async Task A_forwarded_address_counts_only_where_its_sender_is_trusted(string trusted, string client)
    {
        var answer = await Send(
            "GET /who HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Forwarded-For: 1.2.3.4, 203.0.113.9\r\n\r\n",
            map => map.MapGet("/who", (HttpContext context) => $"<{context.Connection.RemoteIpAddress!.MapToIPv4()}>"),
            ("Proxy:Trusted", trusted));

        Assert.Contains($"<{client}>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_invented_address_escapes_the_limit_of_its_client()
    {
        await using var app = ShellHost.Build(
            builder => builder.WebHost.UseUrls("http://127.0.0.1:0"), null,
            ("Limits:RequestsPerSecond", "1"), ("Limits:RequestBurst", "200"));
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var statuses = new List<int>();
        for (var number = 0; number < 2_000 && !statuses.Contains(429); number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/nothing");
            request.Headers.Add("X-Forwarded-For", $"192.0.2.{number % 250}");
            statuses.Add((int)(await client.SendAsync(request)).StatusCode);
        }

        Assert.Equal([404, 429], statuses.Distinct());
        Assert.InRange(statuses.Count, 201, 2_000);
    }

    [Fact]
    public async Task A_trusted_proxy_that_is_no_address_stops_the_start_with_a_sentence()
    {
        await using var app = ShellHost.Build(
            builder => builder.WebHost.UseUrls("http://127.0.0.1:0"), null, ("Proxy:Trusted", "10.0.0.1, the-proxy"));

        var refused = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => app.StartAsync());
        Assert.Contains("Proxy:Trusted names \"the-proxy\"", refused.Message, StringComparison.Ordinal);
    }

    static string Chunked(string path, string chunks) =>
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}";

    static void Reading(IEndpointRouteBuilder map)
    {
        map.MapPost("/read", (Delegate)ReadAsync);
        map.MapPost("/large", (Delegate)ReadAsync).WithMetadata(new RequestSizeLimitAttribute(256 * 1024));
    }

    static async Task<string> ReadAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        return "read";
    }

    static async Task<string> Send(
        string request, Action<IEndpointRouteBuilder>? map = null, params (string Key, string Value)[] settings)
    {
        await using var app = ShellHost.Build(builder => builder.WebHost.UseUrls("http://127.0.0.1:0"), map, settings);
        await app.StartAsync();
        return await RawRequest.SendAsync(new Uri(app.Urls.First()), request);
    }
}
