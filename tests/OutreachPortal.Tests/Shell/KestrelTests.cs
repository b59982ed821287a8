using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

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
    [InlineData("GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 400")]
    public async Task A_malformed_request_is_refused(string request, string expected)
    {
        var answer = await Send(request);

        Assert.StartsWith(expected, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Server:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_line_of_nine_thousand_bytes_is_414() => Assert.StartsWith("HTTP/1.1 414",
        await Send($"GET /{new string('a', 9000)} HTTP/1.1\r\nHost: localhost\r\n\r\n"), StringComparison.Ordinal);

    static async Task<string> Send(string request)
    {
        await using var app = ShellHost.Build(builder => builder.WebHost.UseUrls("http://127.0.0.1:0"));
        await app.StartAsync();
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", new Uri(app.Urls.First()).Port);
        var stream = connection.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var status = await reader.ReadLineAsync();
        return status + "\n" + await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(10));
    }
}
