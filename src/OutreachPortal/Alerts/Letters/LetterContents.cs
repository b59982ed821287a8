using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Languages;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;

namespace OutreachPortal.Alerts;

/// <summary>
/// Gathers what a letter says, at the moment it is about to leave: from what is owed, the present of the items, and the
/// history that the public sees. What cannot change (the content of a revision) is read once.
/// </summary>
internal sealed class LetterContents(
    CurrentAtlas atlas, CurrentCategories categories, StandingRules rules, Portal portal, AlertLinks links,
    AlertSentences sentences)
{
    const int MostKept = 5_000;

    readonly ConcurrentDictionary<(long Item, int Revision), Content> _contents = [];

    /// <summary>Null where nothing of it is worth telling any more.</summary>
    public async Task<AlertLetter?> ReadAsync(
        PortalDb db, Delivery delivery, Subscriber person, IReadOnlyList<Enclosure> enclosures, Instant now,
        CancellationToken cancellation)
    {
        var language = Language.Find(person.Language) ?? Language.English;
        var lists = (Atlas: await atlas.GetAsync(cancellation), Tree: await categories.GetAsync(cancellation));
        var names = new Names(language, lists.Atlas, lists.Tree);
        var reader = new Reader(new Visit(Phrases.For(language), "", ""), names);
        var told = await NewsAsync(db, person.Id, delivery.Id, enclosures, now, cancellation);
        if (told.Count == 0) return null;
        var tokens = await AlertTokens.ReadAsync(db, person.Id, [.. told.Select(one => one.Alert.Id)], now, cancellation);
        var items = told.Select(one => ItemOf(one, reader, lists.Atlas, tokens)).Order(ByUrgency(now)).ToList();
        var alerts = told.Select(one => one.Alert).DistinctBy(alert => alert.Id).OrderBy(alert => alert.StartedAt);
        return new AlertLetter
        {
            Kind = delivery.Kind, Reader = reader, Now = now, Portal = portal.Name,
            Home = portal.AddressOf(reader.Visit.ToHome()),
            Items = [.. items.Take(AlertLetter.MostItems)], Total = items.Count,
            Alerts = await AlertsAsync(db, [.. alerts], told, reader, tokens, cancellation),
            Manage = links.ToAskForLink(language).AbsoluteUri,
        };
    }

    /// <summary>An item is told once in a letter, however many occasions it gave.</summary>
    async Task<List<Told>> NewsAsync(
        PortalDb db, Guid person, Guid delivery, IReadOnlyList<Enclosure> enclosures, Instant now,
        CancellationToken cancellation)
    {
        var tidings = await TidingsAsync(db, enclosures, cancellation);
        var known = await KnownAsync(db, person, delivery, enclosures, cancellation);
        List<Told> told = [];
        foreach (var item in enclosures.GroupBy(enclosure => enclosure.Item.Id))
        {
            var of = item.Select(one => one.Obligation.Sequence is { } sequence ? tidings.GetValueOrDefault(sequence) : null)
                .OfType<Tiding>().ToList();
            var isKnown = known.Contains(item.Key) || item.Any(one => one.Alert.OpportunityId is not null);
            var content = await ContentAsync(db, item.First().Item, cancellation);
            if (News.Of([.. item], of, isKnown, rules, now) is { } news)
                told.Add(new Told(item.First().Item, content, item.First().Alert, news, of));
        }
        await ReasonsAsync(db, told, cancellation);
        return told;
    }

    static async Task<Dictionary<long, Tiding>> TidingsAsync(
        PortalDb db, IReadOnlyList<Enclosure> enclosures, CancellationToken cancellation)
    {
        var sequences = enclosures.Select(enclosure => enclosure.Obligation.Sequence).OfType<long>().ToList();
        var entries = await db.Journal.AsNoTracking()
            .Where(entry => EF.Parameter(sequences).Contains(entry.Sequence))
            .OrderBy(entry => entry.Sequence).ToListAsync(cancellation);
        // A first publication has no before: what an item says now is read where it is shown.
        var changes = entries.Where(entry => entry.Change != Change.Published).ToList();
        return changes.Count == 0
            ? []
            : (await Tiding.ReadAsync(db, changes, cancellation)).ToDictionary(tiding => tiding.Entry.Sequence);
    }

    /// <summary>The items of which the person has had a letter, or perhaps has: one that left and was not answered for.</summary>
    static async Task<HashSet<long>> KnownAsync(
        PortalDb db, Guid person, Guid delivery, IReadOnlyList<Enclosure> enclosures, CancellationToken cancellation)
    {
        var items = enclosures.Select(enclosure => enclosure.Item.Id).Distinct().ToList();
        return [.. await db.Obligations
            .Where(obligation => obligation.SubscriberId == person && EF.Parameter(items).Contains(obligation.OpportunityId)
                && obligation.DeliveryId != delivery
                && (obligation.State == ObligationState.Done || (obligation.State == ObligationState.Batched
                    && db.Deliveries.Any(letter => letter.Id == obligation.DeliveryId && letter.Attempts > 0))))
            .Select(obligation => obligation.OpportunityId).Distinct().ToListAsync(cancellation)];
    }

    async Task<Content> ContentAsync(PortalDb db, Opportunity item, CancellationToken cancellation)
    {
        if (_contents.TryGetValue((item.Id, item.Revision), out var kept)) return kept;
        var revision = await db.Revisions.AsNoTracking().SingleAsync(
            row => row.OpportunityId == item.Id && row.Number == item.Revision, cancellation);
        if (_contents.Count >= MostKept) _contents.Clear();
        return _contents[(item.Id, item.Revision)] = revision.Content;
    }

    static async Task ReasonsAsync(PortalDb db, List<Told> told, CancellationToken cancellation)
    {
        foreach (var one in told.Where(one => one.News > LetterNews.Closing))
        {
            one.Why = await db.Statuses.Where(status => status.OpportunityId == one.Item.Id)
                .OrderByDescending(status => status.Id).Select(status => status.Why).FirstOrDefaultAsync(cancellation);
        }
    }

    LetterItem ItemOf(Told one, Reader reader, Atlas world, AlertTokens tokens)
    {
        var card = Card.Of(one.Item, one.Content, world, rules);
        return new LetterItem
        {
            Card = card, News = one.News, Why = one.Why, Alert = one.Alert.Id,
            Address = portal.AddressOf(reader.Visit.To(card)),
            Vote = links.ToVote(tokens.Of(one.Alert.Id), card.Id).AbsoluteUri,
            Changes = one.News != LetterNews.Changed ? [] :
                [.. one.Tidings.SelectMany(tiding => tiding.Amendment.In(reader)).Distinct()],
        };
    }

    async Task<IReadOnlyList<LetterAlert>> AlertsAsync(
        PortalDb db, IReadOnlyList<Subscription> alerts, List<Told> told, Reader reader, AlertTokens tokens,
        CancellationToken cancellation)
    {
        List<LetterAlert> said = [];
        foreach (var alert in alerts)
        {
            var stop = links.ToUnsubscribe(tokens.Of(alert.Id)).AbsoluteUri;
            if (alert.OpportunityId is { } followed)
            {
                var title = told.First(one => one.Item.Id == followed).Content.TitleIn(reader.Visit.Language.Code);
                said.Add(new(alert.Id, reader.Words.With("alerts.following", ("title", title)), null, stop));
                continue;
            }
            var (sentence, criteria) = await sentences.OfAsync(db, alert.CriteriaId!.Value, reader, cancellation);
            said.Add(new(alert.Id, sentence, portal.AddressOf(reader.Visit.ToResults(criteria)), stop));
        }
        return said;
    }

    /// <summary>What can still be answered first, soonest first; what is over last.</summary>
    static Comparer<LetterItem> ByUrgency(Instant now) => Comparer<LetterItem>.Create((a, b) =>
        Place(a, now).CompareTo(Place(b, now)));

    static (bool, bool, Instant, string) Place(LetterItem item, Instant now) => (
        item.Card.StandingAt(now) != Standing.Open, item.Card.Deadline is null,
        item.Card.Deadline?.Instant ?? item.Card.ClosesAt, item.Card.Id);

    sealed record Told(Opportunity Item, Content Content, Subscription Alert, LetterNews News, IReadOnlyList<Tiding> Tidings)
    {
        public string? Why { get; set; }
    }
}
