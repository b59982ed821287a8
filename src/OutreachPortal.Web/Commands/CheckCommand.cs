using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;

namespace OutreachPortal.Web.Commands;

internal static class CheckCommand
{
    const long LowDisk = 1L << 30;

    public static Command Create() => DataCommand.Create(
        "check",
        "Says in one line each whether configuration, database, mail, keys, disk, clock, theme and zone data are well.",
        RunAsync);

    static async Task<int> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var db = services.GetRequiredService<PortalDb>();
        var directory = services.GetRequiredService<DataDirectory>();
        var clock = services.GetRequiredService<TimeProvider>();
        Finding[] findings =
        [
            new("configuration", true, "Every setting is valid."),
            await DatabaseAsync(db, cancellation),
            await MailAsync(services, cancellation),
            await KeysAsync(db, services.GetRequiredService<IOptions<KeysOptions>>().Value, cancellation),
            Disk(directory),
            Clock(clock),
            ThemeIn(
                services.GetRequiredService<ThemeFolders>(),
                services.GetRequiredService<IOptions<PortalOptions>>().Value),
            new("zones", true, $"Zone data {DateTimeZoneProviders.Tzdb.VersionId}."),
        ];
        if (parsed.GetValue(DataCommand.Json))
            Console.WriteLine(JsonSerializer.Serialize(new { findings }, Columns.Json));
        else
            Array.ForEach(findings, finding => Console.WriteLine(
                $"{finding.Word} {finding.What}: {finding.Sentence}"));
        return Array.TrueForAll(findings, finding => finding.Well) ? CommandLine.Done : CommandLine.Failed;
    }

    static async Task<Finding> DatabaseAsync(PortalDb db, CancellationToken cancellation)
    {
        var head = await Journal.HeadAsync(db, cancellation);
        var entries = await db.Journal.LongCountAsync(cancellation);
        var items = await db.Opportunities.LongCountAsync(cancellation);
        return new(
            "database", head == entries,
            $"{items} opportunities; the journal's head is {head} and it holds {entries} entries.");
    }

    static async Task<Finding> MailAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var state = await MailState.ReadAsync(
            services.GetRequiredService<PortalDb>(), services.GetRequiredService<IOptions<MailOptions>>(),
            services.GetRequiredService<TimeProvider>(), cancellation);
        return new("mail", state.Well, state.Sentence);
    }

    /// <summary>
    /// Well without a certificate, too: on one's own machine the file is as safe as the keys beside it.
    /// </summary>
    static async Task<Finding> KeysAsync(PortalDb db, KeysOptions options, CancellationToken cancellation)
    {
        var open = await ProtectionKeys.CountOpenAsync(db, cancellation);
        if (options.Certificate is "")
            return new(
                "keys", true, "The keys that seal links and cookies are stored as they are: whoever reads the database "
                + "or a backup of it can make links that act as a login. Set Keys:Certificate.", IsWarning: true);
        return open == 0
            ? new("keys", true, "The keys that seal links and cookies are stored sealed.")
            : new("keys", true, $"Stored before Keys:Certificate was set: {open} of the keys that seal links and "
                + "cookies. The portal seals them when it next uses them.", IsWarning: true);
    }

    static Finding Disk(DataDirectory directory)
    {
        var free = new DriveInfo(directory.Path).AvailableFreeSpace;
        return new("disk", free > LowDisk, $"{free >> 20} MB are free in the data directory.");
    }

    static Finding Clock(TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return new("clock", now.Year is > 2025 and < 2100, $"It is {now:u}.");
    }

    static Finding ThemeIn(ThemeFolders themes, PortalOptions options)
    {
        var faults = Legibility.FaultsOf(themes.Open(options.Theme));
        return new(
            "theme", faults is [], faults is []
                ? $"\"{options.Theme}\": every text has a contrast of 7:1 by day and by night, every edge 3:1."
                : $"\"{options.Theme}\": {string.Join(' ', faults)}");
    }

    /// <param name="IsWarning">Well, and yet somebody should know.</param>
    sealed record Finding(string What, bool Well, string Sentence, bool IsWarning = false)
    {
        [JsonIgnore]
        public string Word => (Well, IsWarning) switch
        {
            (false, _) => "FAIL",
            (true, true) => "warn",
            _ => "ok  ",
        };
    }
}
