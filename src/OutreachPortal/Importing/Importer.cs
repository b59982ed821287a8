using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Countries;
using OutreachPortal.Exchange;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>
/// Brings the files of a path in. Two passes over each: readable at all? then batches of records, one short transaction
/// each. A run that was killed between batches is finished by the next one.
/// </summary>
internal sealed class Importer(
    IServiceScopeFactory scopes, SourceRegister sources, CurrentAtlas atlas, CurrentCategories categories, IEnumerable<INoticeFormat> formats)
{
    /// <summary>Records of one transaction.</summary>
    public const int BatchSize = 200;

    /// <summary>JSON of one batch, in characters: a few releases of 100,000 items make a batch of their own.</summary>
    const int BatchWeight = 16_000_000;

    public async Task<ImportReport> ImportAsync(
        ImportOrder order, IProgress<ImportReport>? progress = null, CancellationToken cancellation = default)
    {
        var report = new ImportReport();
        var format = formats.Single(format => format.Name == order.Format);
        var found = ImportFolder.Find(order.Path, format.Files);
        report.IgnoredFiles.AddRange(found.Ignored);
        report.Failure = found.Problem;
        if (found.Problem is not null) return report;
        var run = await StartAsync(order, format, report, cancellation);
        var alone = !Directory.Exists(order.Path);
        foreach (var file in found.Files)
        {
            if (file.Check() is { } problem)
            {
                Reject(report, file, problem);
                if (alone) report.Failure = $"{file.RelativePath}: {problem}";
                continue;
            }
            await ImportAsync(file, run, progress, cancellation);
        }
        return report;
    }

    async Task<ImportRun> StartAsync(ImportOrder order, INoticeFormat format, ImportReport report, CancellationToken cancellation)
    {
        await sources.LoadAsync(cancellation);
        return new ImportRun(
            order, format, report, await atlas.GetAsync(cancellation), await categories.GetAsync(cancellation));
    }

    async Task ImportAsync(ImportFile file, ImportRun run, IProgress<ImportReport>? progress, CancellationToken cancellation)
    {
        var twins = new Twins();
        var batch = new List<FiledRecord>();
        var weight = 0;
        foreach (var read in run.Format.Read(file, run.Order))
        {
            if (Sort(read, file, twins, run) is not { } filed) continue;
            batch.Add(filed);
            weight += filed.Record.Weight;
            if (batch.Count < BatchSize && weight < BatchWeight) continue;
            await WriteAsync(batch, run, cancellation);
            progress?.Report(run.Report);
            weight = 0;
        }
        await WriteAsync(batch, run, cancellation);
        progress?.Report(run.Report);
    }

    /// <summary>Counts what can be judged without the database; what is left goes into a batch.</summary>
    static FiledRecord? Sort(ImportRecord<SourceRecord> read, ImportFile file, Twins twins, ImportRun run)
    {
        foreach (var note in read.Notes)
            run.Report.Add(ImportIssue.Warning(file.RelativePath, read.Position, read.Value?.SourceId, note));
        if (read.Problem is { } problem)
        {
            run.Report.Count(ImportOutcome.Rejected);
            run.Report.Add(ImportIssue.Error(file.RelativePath, read.Position, read.Value?.SourceId, problem));
            return null;
        }
        if (read.Value is not { } record)
        {
            run.Report.Count(ImportOutcome.Skipped);
            return null;
        }
        if (twins.Conflict(record, read.Position) is { } conflict)
        {
            run.Report.Count(ImportOutcome.Rejected);
            run.Report.Add(ImportIssue.Error(file.RelativePath, read.Position, record.SourceId, conflict));
            return null;
        }
        return new FiledRecord(file.RelativePath, read.Position, record);
    }

    static void Reject(ImportReport report, ImportFile file, string problem)
    {
        report.Count(ImportOutcome.Rejected);
        report.Add(ImportIssue.Error(file.RelativePath, "file", null, problem));
    }

    async Task WriteAsync(List<FiledRecord> batch, ImportRun run, CancellationToken cancellation)
    {
        var filed = new List<(FiledRecord Record, Source Source)>(batch.Count);
        foreach (var record in batch)
            filed.Add((record, await sources.FindAsync(record.Record.Source, keep: !run.Order.DryRun, cancellation)));
        batch.Clear();
        foreach (var group in filed.GroupBy(entry => entry.Source.Key))
            await run.RetryAsync(() => WriteAsync([.. group.Select(entry => entry.Record)], group.First().Source, run, cancellation));
    }

    async Task WriteAsync(IReadOnlyList<FiledRecord> records, Source source, ImportRun run, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var batch = ActivatorUtilities.CreateInstance<ImportBatch>(scope.ServiceProvider, run, source);
        await batch.WriteAsync(records, cancellation);
    }
}

/// <summary>A record with its place, for issues.</summary>
internal sealed record FiledRecord(string File, string Position, SourceRecord Record);
