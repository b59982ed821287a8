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
        var items = await WriteWholeAsync(
            file,
            stream => format == Recipe
                ? services.GetRequiredService<PortalCopy>().WriteAsync(stream, cancellation)
                : services.GetRequiredService<Dump>().WriteAsync(format, stream, cancellation));
        Console.WriteLine(parsed.GetValue(DataCommand.Json)
            ? JsonSerializer.Serialize(new { format, file, items }, Columns.Json)
            : string.Create(CultureInfo.InvariantCulture, $"{items} opportunities are in {file}"));
        return CommandLine.Done;
    }

    /// <summary>Beside the file first: whoever looks finds the old one or the new one.</summary>
    static async Task<int> WriteWholeAsync(string file, Func<Stream, Task<int>> write)
    {
        var beside = $"{file}.{Environment.ProcessId}.part";
        try
        {
            int items;
            await using (var stream = File.Create(beside)) items = await write(stream);
            File.Move(beside, file, overwrite: true);
            return items;
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
