using System.Globalization;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Discovery;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;
using Criteria = OutreachPortal.Opportunities.Criteria;

namespace OutreachPortal.Alerts;

/// <summary>
/// Whether a notice fits criteria, found the slow way: parameter by parameter, without the monitor and its bitmaps. It
/// shares nothing with it but the words of the contract, so that a fault in one shows against the other.
/// </summary>
internal sealed class PlainMatch(Card card, Content content, Atlas atlas, CategoryTree tree, Instant now)
{
    readonly Dictionary<string, HashSet<string>> _values = ValuesOf(card, content, tree);

    public string Id => card.Id;

    /// <summary>Everything but the text, which only the index can tell.</summary>
    public bool FitsApartFromText(Criteria criteria) =>
        Criteria.Facets.Where(facet => facet != "status").All(facet => FitsFacet(criteria, facet))
        && WantsOpen(criteria)
        && IsWithin(card.Deadline?.Instant, criteria.ClosingFrom, criteria.ClosingTo)
        && IsWithin(card.Published, criteria.PostedFrom, criteria.PostedTo)
        && (criteria.From is not { } from || MayAnswer(from));

    bool FitsFacet(Criteria criteria, string facet) =>
        criteria[facet].IsEmpty || criteria[facet].Any(value => _values[facet].Contains(value));

    static bool WantsOpen(Criteria criteria) => criteria["status"] is var status
        && (status.IsEmpty || status.Contains("open") || status.Contains("all"));

    /// <summary>Days are UTC days, both included; what has no such day lies in no range.</summary>
    static bool IsWithin(Instant? at, LocalDate? first, LocalDate? last)
    {
        if (first is null && last is null) return true;
        if (at?.InUtc().Date is not { } day) return false;
        return (first is null || day >= first) && (last is null || day <= last);
    }

    bool MayAnswer(string from)
    {
        if (atlas.Find(from) is null) return false;
        var (countries, groups) = (content.Eligibility.Nationalities, content.Eligibility.Groups);
        return countries.Count + groups.Count == 0
            || countries.Any(country => string.Equals(country, from, StringComparison.OrdinalIgnoreCase))
            || atlas.GroupsOf(from, now.InUtc().Date)
                .Any(group => groups.Contains(group, StringComparer.OrdinalIgnoreCase));
    }

    static Dictionary<string, HashSet<string>> ValuesOf(Card card, Content content, CategoryTree tree)
    {
        var values = new Dictionary<string, IEnumerable<string>>
        {
            ["kind"] = [content.Kind.ToString()],
            ["type"] = [content.Type],
            ["grade"] = content.Grade is { } grade ? [grade] : [],
            ["group"] = card.Groups,
            ["country"] = content.Countries,
            ["category"] = tree.WithAncestors(content.Categories),
            ["org"] = [content.Organisation.Code],
            ["language"] = [.. content.Summaries.Keys, .. content.Bodies.Keys, content.Language],
            ["remote"] = content.Remote ? ["yes"] : [],
            ["encourages"] = content.Eligibility.Encourages,
            ["sdg"] = content.Sdgs.Select(goal => goal.ToString(CultureInfo.InvariantCulture)),
        };
        return values.ToDictionary(
            facet => facet.Key, facet => facet.Value.Select(value => Criteria.Normal(facet.Key, value)).ToHashSet());
    }
}

/// <summary>A few notices in an index of their own: what a search for a text would find.</summary>
internal sealed class PassingIndex : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("passing-index-");
    readonly SearchIndex _index;

    public PassingIndex(IEnumerable<IndexDocument> documents)
    {
        _index = SearchIndex.Create(_folder.FullName, OpportunityIndex.Schema) is Opened opened
            ? opened.Index
            : throw new IOException($"No index could be made in {_folder.FullName}.");
        _index.Upsert(documents);
        _index.Refresh();
    }

    /// <summary>The ids of those that a search with these criteria finds.</summary>
    public HashSet<string> Search(Criteria criteria, Instant now, Atlas atlas)
    {
        var request = new SearchPlan(criteria.Scope, now, atlas).Request([]);
        var all = request with { Offset = 0, Size = int.MaxValue, HighlightFields = [] };
        return [.. _index.Search(all).Hits.Select(hit => hit.Id)];
    }

    public void Dispose()
    {
        _index.Dispose();
        _folder.Delete(recursive: true);
    }
}
