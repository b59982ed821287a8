using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>What to drop when nothing was found, each with the number it would give.</summary>
/// <param name="Drops">Filters whose absence finds something.</param>
/// <param name="WithClosed">How many there are among the closed ones too; 0 where the status is chosen.</param>
/// <param name="Everything">How many there are without any filter: said where no single one helps.</param>
public sealed record WayOut(IReadOnlyList<AppliedFilter> Drops, long WithClosed, long Everything)
{
    internal static async Task<WayOut> FindAsync(Results results, Finder finder, CancellationToken cancellation)
    {
        List<AppliedFilter> drops = [];
        foreach (var filter in results.Applied)
        {
            var total = await finder.CountAsync(filter.Without, cancellation);
            if (total > 0) drops.Add(filter with { Total = total });
        }
        var withClosed = results.Criteria["status"].IsEmpty
            ? await finder.CountAsync(results.Criteria.With("status", "all"), cancellation)
            : 0;
        var everything = drops is [] ? await finder.CountAsync(Criteria.Everything, cancellation) : 0;
        return new(drops, withClosed, everything);
    }
}
