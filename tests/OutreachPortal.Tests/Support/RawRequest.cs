using System.Net.Sockets;
using System.Text;

namespace OutreachPortal.Tests.Support;

/// <summary>A request byte for byte: what no well-behaved client would send.</summary>
internal static class RawRequest
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <returns>The whole answer, as far as the server sends it before it closes or is done.</returns>
    public static async Task<string> SendAsync(Uri address, string request)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", address.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var status = await reader.ReadLineAsync();
        return status + "\n" + await reader.ReadToEndAsync().WaitAsync(Patience);
    }

    /// <summary>Status and body of a GET for exactly this target.</summary>
    public static async Task<(int Status, string Answer)> GetAsync(Uri address, string target)
    {
        var answer = await SendAsync(address, $"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        return (int.Parse(answer.AsSpan("HTTP/1.1 ".Length, 3)), answer);
    }
}
