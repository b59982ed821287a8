using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

/// <summary>
/// A real mail server from Debian's packages on a free port of this machine, with a certificate made for it. It takes
/// letters only over TLS, and puts them into a folder with the envelope's sender on top.
/// </summary>
internal sealed class Exim : IAsyncDisposable
{
    const string Program = "/usr/sbin/exim4";

    const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    readonly DirectoryInfo _folder;
    readonly Process _process;

    Exim(DirectoryInfo folder, int port, Process process) => (_folder, Port, _process) = (folder, port, process);

    public int Port { get; }

    public string Authority => Path.Combine(_folder.FullName, "cert.pem");

    public static async Task<Exim> StartAsync(string certifiedName = "localhost")
    {
        Assert.SkipUnless(File.Exists(Program), $"{Program} is not installed.");
        Assert.SkipUnless(Environment.UserName == "root", "Only root may start exim with a configuration of its own.");
        var folder = Directory.CreateTempSubdirectory("exim-");
        Open(folder, folder.CreateSubdirectory("mail"));
        Certify(folder.FullName, certifiedName);
        var port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "conf"), Configuration(folder.FullName, port));
        var start = new ProcessStartInfo(Program)
        {
            UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true,
        };
        foreach (var argument in new[] { "-C", Path.Combine(folder.FullName, "conf"), "-bdf", "-oX", $"127.0.0.1:{port}" })
            start.ArgumentList.Add(argument);
        var exim = new Exim(folder, port, Process.Start(start)!);
        await ServedHouse.WaitForAsync(exim.ListensAsync, "exim listens");
        return exim;
    }

    /// <summary>The letters that were delivered, once there are as many.</summary>
    public async Task<IReadOnlyList<string>> LettersAsync(int count)
    {
        var box = Path.Combine(_folder.FullName, "mail", "new");
        await ServedHouse.WaitForAsync(
            () => Task.FromResult(Directory.Exists(box) && Directory.GetFiles(box).Length >= count), $"{count} letters lie in the box");
        return [.. Directory.GetFiles(box).Select(File.ReadAllText)];
    }

    async Task<bool> ListensAsync()
    {
        Assert.False(_process.HasExited, "exim ended at once.");
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Exim never delivers as root: the box belongs to everybody.</summary>
    static void Open(params DirectoryInfo[] folders)
    {
        if (!OperatingSystem.IsLinux()) return;
        foreach (var folder in folders) File.SetUnixFileMode(folder.FullName, Everybody);
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static void Certify(string folder, string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    static string Configuration(string folder, int port) =>
        $"""
        exim_user = root
        exim_group = root
        keep_environment =
        primary_hostname = relay.example
        spool_directory = {folder}/spool
        log_file_path = {folder}/%slog
        local_interfaces = 127.0.0.1
        daemon_smtp_ports = {port}
        tls_advertise_hosts = *
        tls_certificate = {folder}/cert.pem
        tls_privatekey = {folder}/key.pem
        acl_smtp_rcpt = recipients
        begin acl
        recipients:
          deny message = 5.7.0 encryption first
               !encrypted = *
          deny message = 5.1.1 no such mailbox
               local_parts = nobody
          accept
        begin routers
        everybody:
          driver = accept
          transport = files
        begin transports
        files:
          driver = appendfile
          directory = {folder}/mail
          maildir_format
          return_path_add
          user = nobody

        """;

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
