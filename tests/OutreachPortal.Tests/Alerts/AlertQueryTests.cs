using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OutreachPortal.Alerts;
using OutreachPortal.Countries;
using OutreachPortal.Discovery;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;
using OutreachPortal.Tests.Support;
using Criteria = OutreachPortal.Opportunities.Criteria;

namespace OutreachPortal.Tests.Alerts;

/// <summary>An alert tells of exactly what the search finds.</summary>
public sealed class AlertQueryTests(DemoHouse demo)
{
    const int Questions = 600;

    static readonly Instant Now = DemoHouse.SetUpAt;

    [Fact]
    public async Task What_waits_matches_what_a_search_finds_and_what_is_found_the_slow_way()
    {
        var site = await ReadAsync();
        var random = new Random(20261125);
        using var index = new PassingIndex(site.Notices.Select(notice => notice.Document));
        var found = 0;

        for (var question = 0; question < Questions; question++)
        {
            var criteria = RandomCriteria(random, site.Notices);
            var query = AlertQuery.Of(criteria);
            using var monitor = new QueryMonitor(OpportunityIndex.Schema);
            if (monitor.Add(1, query.Query) is not null) continue;
            var request = new SearchPlan(criteria.Scope, Now, site.Atlas).Request([]) with { Size = 1_000 };
            var searched = site.Catalogue.Search(request)!.Hits.Select(hit => hit.Id).Order().ToList();

            var waited = site.Notices.Where(notice => notice.IsOpen && monitor.Match(notice.Document).Count > 0
                && query.HoldsAt(notice.Content, Now, site.Atlas)).Select(notice => notice.Card.Id).Order();
            var slow = site.Notices.Where(notice => notice.IsOpen && notice.Plain.FitsApartFromText(criteria))
                .Select(notice => notice.Card.Id);
            if (criteria.Query is not null) slow = slow.Intersect(index.Search(criteria, Now, site.Atlas));

            Assert.True(searched.SequenceEqual(waited), $"{criteria}: the search finds {string.Join(' ', searched)}");
            Assert.True(searched.SequenceEqual(slow.Order()), $"{criteria}: the slow way differs");
            found += searched.Count;
        }

        Assert.True(found > Questions, "The questions found too little to prove anything.");
    }

    static Criteria RandomCriteria(Random random, IReadOnlyList<Notice> notices)
    {
        var like = notices[random.Next(notices.Count)];
        var criteria = Criteria.Everything;
        if (random.Next(3) == 0) criteria = criteria.With("kind", like.Card.Kind.ToString());
        if (random.Next(5) == 0) criteria = criteria.With("type", like.Card.Type);
        if (random.Next(4) == 0) criteria = criteria.With("group", Any(random, ["developing", "transition", "ldc", "lldc", "sids"]));
        if (random.Next(5) == 0) criteria = like.Card.Countries.Aggregate(criteria.With("country", "KE"), (all, code) => all.With("country", code));
        if (random.Next(4) == 0) criteria = like.Card.Categories.Take(2).Aggregate(criteria, (all, code) => all.With("category", code));
        if (random.Next(6) == 0) criteria = criteria.With("category", Any(random, ["software", "services", "security"]));
        if (random.Next(8) == 0) criteria = criteria.With("language", like.Card.Language);
        if (random.Next(9) == 0) criteria = criteria.With("org", like.Card.Organisation.Code);
        if (random.Next(9) == 0) criteria = criteria.With("remote", "yes");
        if (random.Next(9) == 0) criteria = criteria.With("encourages", "women").With("encourages", "ldc");
        if (random.Next(4) == 0) criteria = criteria with { From = Any(random, ["KE", "NP", "CH", "FR", "XX"]) };
        if (random.Next(4) == 0) criteria = criteria with { Query = RandomText(random, like) };
        if (random.Next(6) == 0) criteria = criteria with { ClosingTo = Now.InUtc().Date.PlusDays(random.Next(60)) };
        if (random.Next(8) == 0) criteria = criteria with { PostedFrom = Now.InUtc().Date.PlusDays(-random.Next(60)) };
        return criteria;
    }

    static string RandomText(Random random, Notice like)
    {
        var words = like.Card.TitlesAsWords();
        var word = Any(random, words);
        return random.Next(6) switch
        {
            0 => $"\"{string.Join(' ', words.Take(2))}\"",
            1 => $"{word} OR {Any(random, words)}",
            2 => $"{word} -{Any(random, words)}",
            3 => $"{word[..Math.Min(3, word.Length)]}*",
            4 => like.Card.Reference,
            _ => word,
        };
    }

    static string Any(Random random, IReadOnlyList<string> some) => some[random.Next(some.Count)];

    async Task<Site> ReadAsync()
    {
        var house = await demo.House;
        var services = house.Services;
        var atlas = await services.GetRequiredService<CurrentAtlas>().GetAsync();
        var tree = await services.GetRequiredService<CurrentCategories>().GetAsync();
        var rules = services.GetRequiredService<StandingRules>();
        await using var db = house.OpenDb();
        var shown = await db.Revisions.AsNoTracking().Include(revision => revision.Opportunity)
            .Where(revision => revision.Number == revision.Opportunity.Revision).ToListAsync();
        return new Site(atlas, services.GetRequiredService<Catalogue>(),
        [
            .. shown.Where(revision => revision.Opportunity.State is not (State.Draft or State.Withdrawn)).Select(revision =>
            {
                var card = Card.Of(revision.Opportunity, revision.Content, atlas, rules);
                return new Notice(
                    card, revision.Content, OpportunityIndex.DocumentOf(card, revision.Content, tree),
                    new PlainMatch(card, revision.Content, atlas, tree, Now), Tiding.IsOpen(revision.Opportunity, rules, Now));
            }),
        ]);
    }

    sealed record Site(Atlas Atlas, Catalogue Catalogue, IReadOnlyList<Notice> Notices);

    sealed record Notice(Card Card, Content Content, IndexDocument Document, PlainMatch Plain, bool IsOpen);
}

file static class CardWords
{
    public static IReadOnlyList<string> TitlesAsWords(this Card card) =>
    [
        .. card.Titles.Values.First().Split([' ', ',', '(', ')', ':', '"', '/'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length > 1).DefaultIfEmpty("network"),
    ];
}
