using System.CommandLine;
using System.Text.Json;
using OutreachPortal.Data;
using OutreachPortal.Discovery;

namespace OutreachPortal.Web.Commands;

internal static class RestoreCommand
{
    static readonly Argument<string> Source = new("file") { Description = "What the command backup wrote." };
    static readonly Option<bool> Force = new("--force") { Description = "Also over data that is there." };

    public static Command Create() => DataCommand.CreateUnprepared(
        "restore", "Puts a backup in the place of the database, while nobody serves.", RunAsync, Source, Force);

    static async Task<int> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var file = Path.GetFullPath(parsed.GetValue(Source)!);
        var backup = services.GetRequiredService<Backup>();
        if (await ObjectionAsync(file, parsed.GetValue(Force), backup, services, cancellation) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return CommandLine.Failed;
        }
        await backup.RestoreAsync(file, cancellation);
        Console.WriteLine(parsed.GetValue(DataCommand.Json)
            ? JsonSerializer.Serialize(new { file }, Columns.Json)
            : $"The database is that of {file}; the next start makes its index anew");
        return CommandLine.Done;
    }

    static async Task<string?> ObjectionAsync(
        string file, bool force, Backup backup, IServiceProvider services, CancellationToken cancellation)
    {
        if (!File.Exists(file)) return $"There is no file {file}.";
        if (IndexSlot.IsAnyHeld(services.GetRequiredService<DataDirectory>())
            || await backup.IsInUseAsync(cancellation))
            return "A process serves from this database; end it first.";
        return !force && await backup.HasDataAsync(cancellation)
            ? "There is a portal in this database already; --force puts the backup in its place."
            : null;
    }
}
