using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Discovery;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Alerts;

/// <summary>
/// Alerts put into words, for pages and letters: with the names of organisations as the database knows them.
/// </summary>
internal sealed class AlertTexts(PortalDb db, Finder finder)
{
    public async Task<AlertSentence> InAsync(Words words, Criteria criteria, CancellationToken cancellation)
    {
        var codes = criteria["org"].ToList();
        var organisations = codes.Count == 0 ? [] : await db.Organisations.AsNoTracking()
            .Where(organisation => codes.Contains(organisation.Code))
            .ToDictionaryAsync(organisation => organisation.Code, organisation => organisation.Name, cancellation);
        var names = await finder.NamesAsync(words.Language, cancellation);
        return new AlertSentence(words, names, code => organisations.GetValueOrDefault(code, code));
    }

    /// <summary>What one alert tells of.</summary>
    public async Task<string> OfAsync(Words words, Subscription alert, CancellationToken cancellation)
    {
        if (alert.OpportunityId is { } item) return await FollowingAsync(words, item, cancellation);
        var text = await db.SharedCriteria.AsNoTracking().Where(criteria => criteria.Id == alert.CriteriaId)
            .Select(criteria => criteria.Text).SingleAsync(cancellation);
        var criteria = SharedCriteria.Read(text);
        return (await InAsync(words, criteria, cancellation)).Of(criteria);
    }

    /// <summary>Where the same alert is asked for again.</summary>
    public async Task<string> AddressOfAsync(
        Language language, long? criteria, long? opportunity, CancellationToken cancellation)
    {
        var query = opportunity is { } item
            ? await db.Opportunities.Where(row => row.Id == item).Select(row => "follow=" + row.ShortId)
                .FirstOrDefaultAsync(cancellation)
            : await db.SharedCriteria.Where(row => row.Id == criteria).Select(row => row.Text)
                .FirstOrDefaultAsync(cancellation);
        return $"/{language.Code}/alerts/new{(string.IsNullOrEmpty(query) ? "" : $"?{query}")}";
    }

    async Task<string> FollowingAsync(Words words, long item, CancellationToken cancellation)
    {
        var content = (await db.Revisions.AsNoTracking().SingleAsync(
            revision => revision.OpportunityId == item && revision.Number == revision.Opportunity.Revision,
            cancellation)).Content;
        var title = content.TitleIn(words.Language.Code);
        return (await InAsync(words, Criteria.Everything, cancellation)).Following(title);
    }
}
