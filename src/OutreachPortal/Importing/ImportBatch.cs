using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Publishing;

namespace OutreachPortal.Importing;

/// <summary>Writes at most <see cref="Importer.BatchSize"/> records of one source in one transaction.</summary>
internal sealed class ImportBatch(PortalDb db, Publication publication, ImportRun run, Source source)
{
    readonly Clerk _clerk = new(source, run.Atlas, run.Tree);
    readonly List<(ImportOutcome Outcome, List<ImportIssue> Issues)> _outcomes = [];
    Dictionary<string, KnownItem> _known = [];
    string By => $"source:{source.Key}";

    public async Task WriteAsync(IReadOnlyList<FiledRecord> records, CancellationToken cancellation)
    {
        _known = await KnownItem.LoadAsync(
            db, source.Key, [.. records.Select(filed => filed.Record.SourceId).Distinct()],
            run.Rehearsal, cancellation);
        foreach (var filed in records) await TakeAsync(filed, cancellation);
        if (run.Rehearsal is { } rehearsal) rehearsal.Keep(source.Key, _known);
        else await publication.CommitAsync(cancellation);
        foreach (var (outcome, issues) in _outcomes)
        {
            run.Report.Count(outcome);
            issues.ForEach(run.Report.Add);
        }
    }

    async Task TakeAsync(FiledRecord filed, CancellationToken cancellation)
    {
        var issues = new List<ImportIssue>();
        var outcome = await TakeAsync(filed, issues, cancellation);
        _outcomes.Add((outcome, issues));
    }

    async Task<ImportOutcome> TakeAsync(FiledRecord filed, List<ImportIssue> issues, CancellationToken cancellation)
    {
        var record = filed.Record;
        var known = _known.GetValueOrDefault(record.SourceId);
        if (known?.Hashes.Contains(record.Hash) == true
            && !(run.Order.Publish && known.Opportunity.State == State.Draft)) return ImportOutcome.Unchanged;
        var notice = record.ToNotice(source);
        if (run.Order.OnlyIct && !_clerk.IsIct(notice)) return ImportOutcome.Skipped;
        var judgement = _clerk.Judge(notice);
        issues.AddRange(judgement.Warnings.Select(warning =>
            ImportIssue.Warning(filed.File, filed.Position, record.SourceId, warning)));
        if (judgement.Content is not { } content)
        {
            issues.Add(ImportIssue.Error(filed.File, filed.Position, record.SourceId, judgement.Refusal!));
            return ImportOutcome.Rejected;
        }
        if (known is null) return Create(record, notice, content);
        return await UpdateAsync(known, record, notice, content, cancellation)
            ? ImportOutcome.Updated
            : ImportOutcome.Unchanged;
    }

    ImportOutcome Create(SourceRecord record, Notice notice, Content content)
    {
        var opportunity = Opportunity.Of(source.Key, record.SourceId, notice.Kind);
        var revision = publication.Draft(opportunity, content, SaidAt(record, notice), By);
        _known[record.SourceId] = new KnownItem
        {
            Opportunity = opportunity, Edition = revision.Edition, SaidAt = revision.SaidAt,
            Revisions = 1, Digest = revision.Digest,
        };
        Remember(_known[record.SourceId], record, revision.SaidAt);
        Settle(opportunity, notice);
        return ImportOutcome.Created;
    }

    /// <summary>True when it made a revision or a status.</summary>
    async Task<bool> UpdateAsync(
        KnownItem known, SourceRecord record, Notice notice, Content content, CancellationToken cancellation)
    {
        var saidAt = SaidAt(record, notice) ?? publication.Now;
        var changed = false;
        if (record.Mergeable is not null)
            (notice, content, changed) = await MergeAsync(known, record, saidAt, cancellation);
        if (content.Digest() is var digest && digest != known.Digest)
        {
            publication.Amend(known.Edition, ++known.Revisions, content, saidAt);
            known.Digest = digest;
            changed = true;
        }
        known.SaidAt = Instant.Max(known.SaidAt, saidAt);
        Remember(known, record, saidAt);
        return Settle(known.Opportunity, notice) || changed;
    }

    /// <summary>
    /// All releases of one process by date. One that is older than what is shown becomes history: what was known up to
    /// it is kept as a revision nobody is shown, and what all say together stays the present.
    /// </summary>
    async Task<(Notice, Content, bool History)> MergeAsync(
        KnownItem known, SourceRecord record, Instant saidAt, CancellationToken cancellation)
    {
        var records = await RecordsAsync(known, record, saidAt, cancellation);
        var notice = run.Format.Merge([.. records.Select(entry => entry.Json)], record.SourceId, source) with
        {
            Published = records[0].SaidAt,
        };
        var content = _clerk.Judge(notice).Content ?? _clerk.Judge(record.ToNotice(source)).Content!;
        publication.Redate(known.Opportunity, records[0].SaidAt);
        if (saidAt >= known.SaidAt || known.Hashes.Contains(record.Hash)) return (notice, content, false);
        var then = run.Format.Merge(
            [.. records.Where(entry => entry.SaidAt <= saidAt).Select(entry => entry.Json)], record.SourceId, source);
        if (_clerk.Judge(then).Content is { } past)
            publication.Recall(known.Edition, ++known.Revisions, past, saidAt);
        return (notice, content, true);
    }

    async Task<List<(Instant SaidAt, JsonElement Json)>> RecordsAsync(
        KnownItem known, SourceRecord record, Instant saidAt, CancellationToken cancellation)
    {
        var stored = await db.Receipts.AsNoTracking()
            .Where(receipt =>
                receipt.SourceKey == source.Key && receipt.SourceId == record.SourceId && receipt.Record != null)
            .Select(receipt => new { receipt.SaidAt, receipt.Record })
            .ToListAsync(cancellation);
        return [.. stored.Select(receipt => (receipt.SaidAt, Json: PackedRecord.Unpack(receipt.Record!)))
            .Concat(known.Fresh.Select(fresh => (fresh.SaidAt, Json: PackedRecord.Unpack(fresh.Record))))
            .Concat(known.Hashes.Contains(record.Hash) ? [] : [(saidAt, record.Mergeable!.Value)])
            .OrderBy(entry => entry.SaidAt)];
    }

    /// <summary>Publishes what is to be published, and follows the source's word on how it ended.</summary>
    bool Settle(Opportunity opportunity, Notice notice)
    {
        var published = opportunity.State == State.Draft && run.Order.Publish;
        if (published) publication.Publish(opportunity, notice.Published, By);
        if (opportunity.State is State.Draft) return published;
        return publication.Move(opportunity, notice.State, By, notice.Why) || published;
    }

    void Remember(KnownItem known, SourceRecord record, Instant saidAt)
    {
        if (!known.Hashes.Add(record.Hash)) return;
        var packed = record.Mergeable is { } json ? PackedRecord.Pack(json) : null;
        if (packed is not null) known.Fresh.Add((saidAt, packed));
        db.Receipts.Add(new Receipt
        {
            SourceKey = source.Key, SourceId = record.SourceId, Hash = record.Hash,
            SaidAt = saidAt, ReadAt = publication.Now, Record = packed,
        });
    }

    static Instant? SaidAt(SourceRecord record, Notice notice) => (record.SaidAt ?? notice.Published)?.ToMicroseconds();
}
