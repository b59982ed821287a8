using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OutreachPortal.Data;

namespace OutreachPortal.Web.Commands;

internal static class BackupCommand
{
    static readonly Argument<string> Target = new("file") { Description = "Written whole or not at all." };

    public static Command Create() => DataCommand.Create(
        "backup", "Copies the whole database as of one moment, while the portal may serve.", RunAsync, Target);

    static async Task<int> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var file = Path.GetFullPath(parsed.GetValue(Target)!);
        var bytes = await WholeFile.WriteAsync(file, async beside =>
        {
            await services.GetRequiredService<Backup>().WriteAsync(beside, cancellation);
            return new FileInfo(beside).Length;
        });
        Console.WriteLine(parsed.GetValue(DataCommand.Json)
            ? JsonSerializer.Serialize(new { file, bytes }, Columns.Json)
            : string.Create(CultureInfo.InvariantCulture, $"The database is in {file} ({bytes >> 10} KB)"));
        return CommandLine.Done;
    }
}
