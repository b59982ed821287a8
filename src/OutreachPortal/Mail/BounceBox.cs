using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;
using NodaTime;

namespace OutreachPortal.Mail;

/// <summary>
/// The Maildir into which the relay puts what comes back. A letter is read, what it reports is kept, and then it is
/// thrown away: reading it twice reports the same once.
/// </summary>
internal sealed class BounceBox(
    Bounces bounces, Reports reports, IOptions<MailOptions> options, TimeProvider clock, ILogger<BounceBox> log)
{
    const int Largest = 1 << 20;
    const int AtOnce = 200;

    /// <summary>Returns how many were bounces of our letters.</summary>
    public async Task<int> EmptyAsync(CancellationToken cancellation)
    {
        var box = Path.Combine(options.Value.Smtp.Bounces, "new");
        if (options.Value.Smtp.Bounces is "" || !Directory.Exists(box)) return 0;
        var files = Directory.EnumerateFiles(box).Take(AtOnce).ToList();
        List<ProviderReport> read = [];
        foreach (var file in files)
            if (await ReadAsync(file, cancellation) is { } report) read.Add(report);
        await reports.ReceiveAsync(read, cancellation);
        foreach (var file in files) File.Delete(file);
        return read.Count;
    }

    async Task<ProviderReport?> ReadAsync(string file, CancellationToken cancellation)
    {
        if (new FileInfo(file).Length > Largest) return null;
        var bytes = await File.ReadAllBytesAsync(file, cancellation);
        try
        {
            using var stream = new MemoryStream(bytes);
            var message = await MimeMessage.LoadAsync(stream, cancellation);
            var id = Convert.ToHexStringLower(SHA256.HashData(bytes));
            return bounces.Read(message, id, Instant.FromDateTimeOffset(clock.GetUtcNow()));
        }
        catch (FormatException fault)
        {
            log.LogInformation(fault, "A letter that came back cannot be read");
            return null;
        }
    }
}
