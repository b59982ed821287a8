using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OutreachPortal.Data;
using OutreachPortal.Discovery;
using OutreachPortal.Publishing;

namespace OutreachPortal.Web.Commands;

internal static class ExportCommand
{
    const string Recipe = "recipe";

    static readonly Argument<string> Format = new("format") { Description = "ocds, csv, json or recipe." };
    static readonly Argument<string> Target = new("file") { Description = "Written whole or not at all." };

    public static Command Create()
    {
        Format.AcceptOnlyFromAmong([.. Dump.Formats, Recipe]);
        return DataCommand.Create("export", "Writes everything public into one file.", RunAsync, Format, Target);
    }

    static async Task<int> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var (format, file) = (parsed.GetValue(Format)!, Path.GetFullPath(parsed.GetValue(Target)!));
        var items = await WholeFile.WriteAsync(file, async beside =>
        {
            await using var stream = File.Create(beside);
            return format == Recipe
                ? await services.GetRequiredService<PortalCopy>().WriteAsync(stream, cancellation)
                : await services.GetRequiredService<Dump>().WriteAsync(format, stream, cancellation);
        });
        Console.WriteLine(parsed.GetValue(DataCommand.Json)
            ? JsonSerializer.Serialize(new { format, file, items }, Columns.Json)
            : string.Create(CultureInfo.InvariantCulture, $"{items} opportunities are in {file}"));
        return CommandLine.Done;
    }
}
