using System.CommandLine;
using System.Text.Json;

namespace OutreachPortal.Web.Commands;

internal static class MigrateCommand
{
    public static Command Create() => DataCommand.Create(
        "migrate", "Brings the database's schema up to date, and sets up an empty one.", (parsed, _, _) =>
        {
            // Migration has happened by the time a command runs.
            Console.WriteLine(parsed.GetValue(DataCommand.Json)
                ? JsonSerializer.Serialize(new { migrated = true })
                : "The schema is up to date.");
            return Task.FromResult(CommandLine.Done);
        });
}
