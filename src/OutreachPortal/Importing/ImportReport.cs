using System.Text;
using System.Text.Json;
using OutreachPortal.Data;

namespace OutreachPortal.Importing;

/// <summary>The counts of a run, which always add up, and its issues.</summary>
/// <remarks>Issues of a large file may be millions: they wait in a temporary file, not in memory.</remarks>
internal sealed class ImportReport : IDisposable
{
    readonly FileStream _issues = new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);

    public long Read => Created + Updated + Unchanged + Skipped + Rejected;

    public long Created { get; private set; }

    public long Updated { get; private set; }

    public long Unchanged { get; private set; }

    public long Skipped { get; private set; }

    public long Rejected { get; private set; }

    public long IssueCount { get; private set; }

    public List<string> IgnoredFiles { get; } = [];

    /// <summary>Set when nothing could be done at all: the command ends 1 with this sentence.</summary>
    public string? Failure { get; set; }

    public void Count(ImportOutcome outcome)
    {
        switch (outcome)
        {
            case ImportOutcome.Created: Created++; break;
            case ImportOutcome.Updated: Updated++; break;
            case ImportOutcome.Unchanged: Unchanged++; break;
            case ImportOutcome.Skipped: Skipped++; break;
            default: Rejected++; break;
        }
    }

    public void Add(ImportIssue issue)
    {
        IssueCount++;
        _issues.Write(JsonSerializer.SerializeToUtf8Bytes(issue, Columns.Json));
        _issues.WriteByte((byte)'\n');
    }

    /// <summary>The issues in the order in which they were met; may be read once everything was added.</summary>
    public IEnumerable<ImportIssue> Issues()
    {
        _issues.Flush();
        _issues.Position = 0;
        using var lines = new StreamReader(_issues, Encoding.UTF8, leaveOpen: true);
        while (lines.ReadLine() is { } line) yield return JsonSerializer.Deserialize<ImportIssue>(line, Columns.Json)!;
    }

    public void Dispose() => _issues.Dispose();
}

internal enum ImportOutcome
{
    Created,
    Updated,
    Unchanged,
    Skipped,
    Rejected,
}

/// <summary>
/// Severity is <c>error</c> (the record was rejected) or <c>warning</c> (it was kept, not all of it).
/// </summary>
internal sealed record ImportIssue(string File, string Position, string? Record, string Severity, string Sentence)
{
    public static ImportIssue Error(string file, string position, string? record, string sentence) =>
        new(file, position, record, "error", sentence);

    public static ImportIssue Warning(string file, string position, string? record, string sentence) =>
        new(file, position, record, "warning", sentence);
}
