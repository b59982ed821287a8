using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Discovery;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;
using Criteria = OutreachPortal.Opportunities.Criteria;

namespace OutreachPortal.Alerts;

/// <summary>
/// Criteria as a question that waits for notices. What a notice says is asked by the stored query; what depends on the
/// hour (who may answer today) is asked when it matches. Only what is open is told of, so that the default of
/// <c>status</c> always holds.
/// </summary>
internal sealed class AlertQuery
{
    readonly string? _from;
    readonly bool _wantsOpen;

    AlertQuery(Criteria criteria)
    {
        (Criteria, _from) = (criteria, criteria.From);
        var status = criteria["status"];
        _wantsOpen = status.IsEmpty || status.Contains("open") || status.Contains("all");
        Query = new StoredQuery
        {
            Codes = [.. OpportunityIndex.CodeFields.Where(field => !criteria[field].IsEmpty)
                .Select(field => new AnyOf(field, [.. criteria[field]]))],
            Numbers = [.. SearchPlan.Ranges(criteria)],
            Text = criteria.Query is { } text
                ? new TextQuery(QueryText.Parse(text, OpportunityIndex.QueryText), OpportunityIndex.TextFields)
                : null,
        };
    }

    public Criteria Criteria { get; }

    public StoredQuery Query { get; }

    public static AlertQuery Of(Criteria criteria) => new(criteria.Scope);

    /// <summary>What the notice cannot say of itself.</summary>
    public bool HoldsAt(Content content, Instant now, Atlas atlas) =>
        _wantsOpen && (_from is null || MayAnswer(content.Eligibility, _from, now, atlas));

    static bool MayAnswer(Eligibility eligibility, string from, Instant now, Atlas atlas)
    {
        if (atlas.Find(from) is null) return false;
        if (eligibility.Nationalities.Count == 0 && eligibility.Groups.Count == 0) return true;
        return eligibility.Nationalities.Contains(from, StringComparer.OrdinalIgnoreCase)
            || atlas.GroupsOf(from, now.InUtc().Date).Intersect(eligibility.Groups, StringComparer.OrdinalIgnoreCase).Any();
    }
}
