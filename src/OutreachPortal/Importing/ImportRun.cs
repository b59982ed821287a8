using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Countries;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>What stays the same over the batches of one run.</summary>
internal sealed record ImportRun(
    ImportOrder Order, INoticeFormat Format, ImportReport Report, Atlas Atlas, CategoryTree Tree)
{
    const int Attempts = 3;

    /// <summary>Set in a dry run.</summary>
    public Rehearsal? Rehearsal { get; } = Order.DryRun ? new Rehearsal() : null;

    /// <summary>
    /// Another process may import the same source: the loser of a race reads again and finds the winner's rows.
    /// </summary>
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
