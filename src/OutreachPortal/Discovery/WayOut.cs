using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>What to drop when nothing was found, each with the number it would give.</summary>
/// <param name="Drops">Filters whose absence finds something.</param>
/// <param name="Only">Filters that find something each by itself, where dropping one is not enough.</param>
/// <param name="Meant">The text with the words that were likely meant; null where there is nothing better.</param>
/// <param name="WithClosed">How many there are among the closed ones too; 0 where the status is chosen.</param>
/// <param name="Everything">How many there are without any filter: said where no single one helps.</param>
public sealed record WayOut(
    IReadOnlyList<AppliedFilter> Drops, IReadOnlyList<AppliedFilter> Only, AppliedFilter? Meant, long WithClosed,
    long Everything)
{
    internal static async Task<WayOut> FindAsync(Results results, Finder finder, CancellationToken cancellation)
    {
        var criteria = results.Criteria;
        var drops = await CountedAsync(results.Applied, filter => filter.Without, finder, cancellation);
        var only = drops is [] && results.Applied.Count > 1
            ? await CountedAsync(results.Applied, filter => criteria.Only(filter.Without), finder, cancellation)
            : [];
        AppliedFilter[] better = finder.Meant(criteria) is { } meant ? [new(meant.Query!, meant)] : [];
        var found = await CountedAsync(better, filter => filter.Without, finder, cancellation);
        var withClosed = criteria["status"].IsEmpty
            ? await finder.CountAsync(criteria.With("status", "all"), cancellation)
            : 0;
        var everything = drops is [] ? await finder.CountAsync(Criteria.Everything, cancellation) : 0;
        return new(drops, only, found.FirstOrDefault(), withClosed, everything);
    }

    static async Task<List<AppliedFilter>> CountedAsync(
        IReadOnlyList<AppliedFilter> filters, Func<AppliedFilter, Criteria> to, Finder finder,
        CancellationToken cancellation)
    {
        List<AppliedFilter> found = [];
        foreach (var filter in filters)
        {
            var total = await finder.CountAsync(to(filter), cancellation);
            if (total > 0) found.Add(new(filter.Label, to(filter), total));
        }
        return found;
    }
}
