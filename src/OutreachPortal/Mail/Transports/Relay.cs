using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace OutreachPortal.Mail;

/// <summary>
/// One open connection to the relay, used for many letters one after the other and closed before the relay gets tired
/// of it.
/// </summary>
internal sealed class Relay(SmtpOptions options, TimeProvider clock) : IAsyncDisposable
{
    const int LettersEach = 100;
    static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(10);

    SmtpClient? _client;
    int _letters;
    long _usedAt;

    public DataWatch Watch { get; } = new();

    /// <summary>It has carried a letter: that it is broken now may mean no more than that the relay hung up.</summary>
    public bool IsUsed => _letters > 0;

    public async Task<SmtpClient> OpenAsync(CancellationToken cancellation)
    {
        if (_client is { IsConnected: true } && _letters < LettersEach && clock.GetElapsedTime(_usedAt) < IdleFor)
            return Use(_client);
        await HangUpAsync();
        _client = new SmtpClient(Watch)
        {
            // Asking an authority about a certificate is a call to the open network, which a mail host often has not.
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = IsTrusted,
        };
        await _client.ConnectAsync(options.Host, options.Port, Security(options.Tls), cancellation);
        if (options.User is not "") await _client.AuthenticateAsync(options.User, options.Password, cancellation);
        return Use(_client);
    }

    SmtpClient Use(SmtpClient client)
    {
        _usedAt = clock.GetTimestamp();
        return client;
    }

    public void Carried() => _letters++;

    public async Task HangUpAsync()
    {
        if (_client is null) return;
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await _client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception fault) when (SmtpTransport.IsOfTheWorld(fault))
        {
            // It had hung up already.
        }
        Drop();
    }

    /// <summary>After a fault nobody knows what the relay expects next.</summary>
    public void Drop()
    {
        _client?.Dispose();
        (_client, _letters) = (null, 0);
    }

    static SecureSocketOptions Security(SmtpTls tls) => tls switch
    {
        SmtpTls.Implicit => SecureSocketOptions.SslOnConnect,
        SmtpTls.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    /// <summary>The machine's authorities, or the one of the settings; the name must be right either way.</summary>
    bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? _, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || options.Authority is "") return false;
        if (certificate is null) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(options.Authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var presented = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(presented);
    }

    public async ValueTask DisposeAsync() => await HangUpAsync();
}
