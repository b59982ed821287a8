using MailKit;

namespace OutreachPortal.Mail;

/// <summary>
/// Listens to the dialogue with a relay for the one moment that matters: once the dot that ends a letter has gone, a
/// lost answer means that the relay may have it (RFC 1047); before, it cannot. MailKit speaks of what it wrote after it
/// has written it: who breaks a call off in between does not hear of the dot, only that the relay was ready for the
/// letter.
/// </summary>
internal sealed class DataWatch : IProtocolLogger
{
    static readonly byte[] End = "\r\n.\r\n"u8.ToArray();

    readonly Queue<byte> _last = new(End.Length);

    public bool DotSent { get; private set; }

    /// <summary>The relay has asked for the letter itself (354).</summary>
    public bool IsAskedFor { get; private set; }

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public void NextLetter()
    {
        (DotSent, IsAskedFor) = (false, false);
        _last.Clear();
    }

    public void LogConnect(Uri uri) => NextLetter();

    public void LogClient(byte[] buffer, int offset, int count)
    {
        foreach (var b in buffer.AsSpan(Math.Max(offset, offset + count - End.Length), Math.Min(count, End.Length)))
        {
            if (_last.Count == End.Length) _last.Dequeue();
            _last.Enqueue(b);
        }
        DotSent |= _last.SequenceEqual(End);
    }

    /// <summary>Of several answers that come at once it is the last.</summary>
    public void LogServer(byte[] buffer, int offset, int count)
    {
        var answers = buffer.AsSpan(offset, count).TrimEnd("\r\n"u8);
        IsAskedFor |= answers[(answers.LastIndexOf((byte)'\n') + 1)..].StartsWith("354"u8);
    }

    public void Dispose()
    {
    }
}
