using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Countries;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>What stays the same over the batches of one run.</summary>
internal sealed record ImportRun(ImportOrder Order, INoticeFormat Format, ImportReport Report, Atlas Atlas, CategoryTree Tree)
{
    const int Attempts = 3;

    readonly HashSet<string> _rehearsed = [];

    /// <summary>
    /// A dry run writes nothing, so a later batch would take for new what an earlier one would have written: the outcome
    /// where an earlier record of this run decides it.
    /// </summary>
    public ImportOutcome? Rehearse(string source, SourceRecord record)
    {
        if (!Order.DryRun) return null;
        var firstOfId = _rehearsed.Add($"{source}\n{record.SourceId}");
        var firstOfHash = _rehearsed.Add($"{source}\n{record.SourceId}\n{record.Hash}");
        return firstOfId ? null : firstOfHash ? ImportOutcome.Updated : ImportOutcome.Unchanged;
    }

    /// <summary>Another process may import the same source: the loser of a race reads again and finds the winner's rows.</summary>
    public async Task RetryAsync(Func<Task> write)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await write();
                return;
            }
            catch (Exception e) when (attempt < Attempts && e is DbUpdateException or DbException { IsTransient: true })
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 * attempt), TimeProvider.System);
            }
        }
    }
}
