using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OutreachPortal.Tests.Mail;

/// <summary>A mail server on this machine that says what a test wants, when it wants, or nothing at all.</summary>
internal sealed class ScriptedRelay : IAsyncDisposable
{
    /// <summary>An answer that is none: the line is cut.</summary>
    public const string HangUp = "hang up";

    /// <summary>Nothing is said until the caller has had enough.</summary>
    public const string Silence = "silence";

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _end = new();
    readonly TaskCompletionSource _silenced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Task _serving;

    public ScriptedRelay()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Asked with each command in turn, "connect" and "." included; null is the usual answer.</summary>
    public Func<string, string?> Script { get; set; } = _ => null;

    public ConcurrentQueue<string> Commands { get; } = [];

    public ConcurrentQueue<string> Letters { get; } = [];

    public int Connections { get; private set; }

    /// <summary>When it has begun to say nothing.</summary>
    public Task Silenced => _silenced.Task;

    async Task ServeAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Connections++;
                _ = TalkAsync(client);
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                if (!await AnswerAsync(stream, "connect")) return;
                while (await reader.ReadLineAsync(_end.Token) is { } command)
                {
                    Commands.Enqueue(command);
                    if (!await AnswerAsync(stream, command)) return;
                    if (command is "QUIT") return;
                    if (command is not "DATA" || Script(command) is not null) continue;
                    await ReadLetterAsync(reader);
                    if (!await AnswerAsync(stream, ".")) return;
                }
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The caller went away.
            }
        }
    }

    async Task ReadLetterAsync(StreamReader reader)
    {
        var letter = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { } line && line is not ".") letter.Append(line).Append("\r\n");
        Letters.Enqueue(letter.ToString());
    }

    async Task<bool> AnswerAsync(NetworkStream stream, string command)
    {
        var answer = Script(command) ?? Usual(command);
        if (answer == HangUp) return false;
        if (answer == Silence)
        {
            _silenced.TrySetResult();
            await Task.Delay(Timeout.Infinite, _end.Token);
        }
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), _end.Token);
        return true;
    }

    static string Usual(string command) => command.Split(' ')[0].ToUpperInvariant() switch
    {
        "CONNECT" => "220 relay.example ready",
        "EHLO" => "250-relay.example\r\n250-ENHANCEDSTATUSCODES\r\n250 8BITMIME",
        "DATA" => "354 go on",
        "QUIT" => "221 2.0.0 bye",
        _ => "250 2.0.0 fine",
    };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
    }
}
