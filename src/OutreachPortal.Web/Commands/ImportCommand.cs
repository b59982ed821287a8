using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OutreachPortal.Data;
using OutreachPortal.Importing;

namespace OutreachPortal.Web.Commands;

internal static class ImportCommand
{
    static readonly Argument<string> Format =
        new("format") { Description = "ocds, csv, ted, usajobs, reliefweb or markdown-jobs." };
    static readonly Argument<string> Target =
        new("file-or-folder") { Description = "Folders are read with everything below them." };
    static readonly Option<string?> SourceKey =
        new("--source") { Description = "Key of the source; else it is read from the records." };
    static readonly Option<string?> Map = new("--map") { Description = "A file that says which column means what." };
    static readonly Option<bool> Publish =
        new("--publish") { Description = "Publish under the source's registration; else new items are drafts." };
    static readonly Option<string?> Only =
        new("--only") { Description = "ict: leave out what is no information or communication technology." };
    static readonly Option<bool> DryRun = new("--dry-run") { Description = "Count what would happen; change nothing." };

    public static Command Create()
    {
        Format.AcceptOnlyFromAmong(ImportingModule.FormatNames);
        Only.AcceptOnlyFromAmong("ict");
        return DataCommand.Create(
            "import", "Brings notices or jobs in from files.", RunAsync,
            Format, Target, SourceKey, Map, Publish, Only, DryRun);
    }

    static async Task<int> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var order = new ImportOrder(parsed.GetValue(Format)!, parsed.GetValue(Target)!)
        {
            SourceKey = parsed.GetValue(SourceKey),
            MapFile = parsed.GetValue(Map),
            Publish = parsed.GetValue(Publish),
            OnlyIct = parsed.GetValue(Only) is not null,
            DryRun = parsed.GetValue(DryRun),
        };
        using var report = await services.GetRequiredService<Importer>()
            .ImportAsync(order, ProgressLine.Start(), cancellation);
        if (report.Failure is { } failure && report.Read == 0)
        {
            await Console.Error.WriteLineAsync(failure);
            return CommandLine.Failed;
        }
        if (parsed.GetValue(DataCommand.Json)) WriteJson(report);
        else WriteText(report);
        if (report.Failure is not { } sentence) return CommandLine.Done;
        await Console.Error.WriteLineAsync(sentence);
        return CommandLine.Failed;
    }

    static void WriteText(ImportReport report)
    {
        foreach (var issue in report.Issues())
            Console.WriteLine($"{issue.Severity} {issue.File}, {issue.Position}"
                + $"{(issue.Record is null ? "" : $" ({issue.Record})")}: {issue.Sentence}");
        report.IgnoredFiles.ForEach(file => Console.WriteLine($"ignored {file}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"read {report.Read} = created {report.Created} + updated {report.Updated} + unchanged {report.Unchanged} "
                + $"+ skipped {report.Skipped} + rejected {report.Rejected}"));
    }

    /// <summary>Written as it is read from the report: issues may be millions.</summary>
    static void WriteJson(ImportReport report)
    {
        using var output = Console.OpenStandardOutput();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = Columns.Json.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("read", report.Read);
            writer.WriteNumber("created", report.Created);
            writer.WriteNumber("updated", report.Updated);
            writer.WriteNumber("unchanged", report.Unchanged);
            writer.WriteNumber("skipped", report.Skipped);
            writer.WriteNumber("rejected", report.Rejected);
            writer.WriteStartArray("ignoredFiles");
            report.IgnoredFiles.ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
            writer.WriteStartArray("issues");
            foreach (var issue in report.Issues())
            {
                JsonSerializer.Serialize(writer, issue, WithNulls);
                if (writer.BytesPending > 1 << 16) writer.Flush();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    /// <summary>Every key of an issue is always there.</summary>
    static readonly JsonSerializerOptions WithNulls = new(Columns.Json)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.Never,
    };

    /// <summary>One line on a terminal, rewritten as the run goes on; nothing where the output is piped.</summary>
    sealed class ProgressLine : IProgress<ImportReport>
    {
        readonly long _started = Stopwatch.GetTimestamp();

        public static ProgressLine? Start() =>
            Console.IsErrorRedirected || Console.IsOutputRedirected ? null : new ProgressLine();

        public void Report(ImportReport value)
        {
            var minutes = Stopwatch.GetElapsedTime(_started).TotalMinutes;
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture,
                $"\r{value.Read:N0} records, {value.Read / Math.Max(minutes, 0.001):N0} a minute, "
                    + $"{value.Rejected:N0} rejected "));
        }
    }
}
