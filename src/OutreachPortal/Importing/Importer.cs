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
    IServiceScopeFactory scopes, SourceRegister sources, CurrentAtlas atlas, CurrentCategories categories,
    IEnumerable<INoticeFormat> formats)
{
    /// <summary>Records of one transaction.</summary>
    public const int BatchSize = 200;

    /// <summary>JSON of one batch, in characters: a release of 100,000 items makes a batch of its own.</summary>
    const int BatchWeight = 8_000_000;

    public async Task<ImportReport> ImportAsync(
        ImportOrder asked, IProgress<ImportReport>? progress = null, CancellationToken cancellation = default)
    {
        var report = new ImportReport();
        var format = formats.Single(format => format.Name == asked.Format);
        var found = ImportFolder.Find(asked.Path, format.Files);
        report.IgnoredFiles.AddRange(found.Ignored);
        await sources.LoadAsync(cancellation);
        var order = format.Prepare(asked, sources, out var failure);
        report.Failure = found.Problem ?? failure ?? ProblemOf(order) ?? NoneFits(found.Files, format, order);
        if (report.Failure is not null) return report;
        var run = new ImportRun(
            order, format, report, await atlas.GetAsync(cancellation), await categories.GetAsync(cancellation));
        var alone = !Directory.Exists(order.Path);
        foreach (var file in found.Files)
        {
            if (file.Check() is not { } problem) await ImportAsync(file, run, alone, progress, cancellation);
            else if (alone) report.Failure = $"{file.RelativePath}: {problem}";
            else Reject(report, file, problem);
        }
        return report;
    }

    static string? ProblemOf(ImportOrder order) => order.SourceKey is not { } key || SourceRegister.IsKey(key)
        ? null
        : $"\"{key}\" is no key of a source: small letters, digits and hyphens, at most 80.";

    /// <summary>Where not one file is of this order, the order is wrong and not the files.</summary>
    static string? NoneFits(IReadOnlyList<ImportFile> files, INoticeFormat format, ImportOrder order)
    {
        string? first = null;
        foreach (var file in files)
        {
            if (format.Misfit(file, order) is not { } misfit) return null;
            first ??= $"{file.RelativePath}: {misfit}";
        }
        return first;
    }

    async Task ImportAsync(
        ImportFile file, ImportRun run, bool alone, IProgress<ImportReport>? progress, CancellationToken cancellation)
    {
        if (run.Format.Misfit(file, run.Order) is { } misfit)
        {
            Reject(run.Report, file, misfit);
            return;
        }
        var twins = new Twins();
        var batch = new List<FiledRecord>();
        var weight = 0;
        foreach (var read in run.Format.Read(file, run.Order))
        {
            if (read is { EndsFile: true, Problem: { } problem } && alone && run.Report.Read + batch.Count == 0)
                run.Report.Failure = $"{file.RelativePath}: {problem}";
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
        var id = read.Value is null ? null : CleanText.Line(read.Value.SourceId, int.MaxValue);
        var shown = id is null ? null : CleanText.Cut(id, NoticeLimits.SourceId);
        foreach (var note in read.Notes)
            run.Report.Add(ImportIssue.Warning(file.RelativePath, read.Position, shown, note));
        if (read is { Value: null, Problem: null })
        {
            run.Report.Count(ImportOutcome.Skipped);
            return null;
        }
        var problem = read.Problem ?? ProblemOf(id!) ?? twins.Conflict(read.Value!, read.Position);
        if (problem is null)
            return new FiledRecord(file.RelativePath, read.Position, read.Value! with { SourceId = id! });
        run.Report.Count(ImportOutcome.Rejected);
        run.Report.Add(ImportIssue.Error(file.RelativePath, read.Position, shown, problem));
        return null;
    }

    static string? ProblemOf(string id) => id.Length switch
    {
        0 => "It has no id, so nothing tells it from another.",
        > NoticeLimits.SourceId => $"Its id is longer than {NoticeLimits.SourceId} characters.",
        _ => null,
    };

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
            await run.RetryAsync(() => WriteAsync(
                [.. group.Select(entry => entry.Record)], group.First().Source, run, cancellation));
    }

    async Task WriteAsync(
        IReadOnlyList<FiledRecord> records, Source source, ImportRun run, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var batch = ActivatorUtilities.CreateInstance<ImportBatch>(scope.ServiceProvider, run, source);
        await batch.WriteAsync(records, cancellation);
    }
}
