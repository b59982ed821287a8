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
/// Gathers what letters say, at the moment they are about to leave: from what is owed, the present of the items, and
/// the history that the public sees. What several have in common is read once, and what cannot change (the content of a
/// revision) once for all.
/// </summary>
internal sealed class LetterContents(
    CurrentAtlas atlas, CurrentCategories categories, StandingRules rules, Portal portal, AlertLinks links,
    AlertSentences sentences)
{
    const int MostKept = 5_000;

    readonly ConcurrentDictionary<(long Item, int Revision), Content> _contents = [];

    /// <returns>By delivery. One of which nothing is worth telling any more is not among them.</returns>
    public async Task<Dictionary<Guid, Telling>> ReadAsync(
        PortalDb db, IReadOnlyList<Commission> commissions, Instant now, CancellationToken cancellation)
    {
        var world = await atlas.GetAsync(cancellation);
        var names = new Names(Language.English, world, await categories.GetAsync(cancellation));
        var readers = commissions.Select(one => LanguageOf(one.Person)).Distinct()
            .ToDictionary(language => language, language => ReaderOf(language, names));
        var tidings = await TidingsAsync(db, commissions, cancellation);
        var known = await KnownAsync(db, commissions, tidings, cancellation);
        var cards = await CardsAsync(db, commissions, world, cancellation);
        Dictionary<Guid, Telling> tellings = [];
        foreach (var one in commissions)
        {
            var items = NewsOf(one, tidings, known, cards, now).Order(ByUrgency(now)).ToList();
            if (items.Count > 0) tellings[one.Delivery.Id] = new(one, readers[LanguageOf(one.Person)], items);
        }
        return tellings;
    }

    /// <summary>As the letter is printed.</summary>
    /// <param name="tokenOf">Of an alert that speaks in it.</param>
    public async Task<AlertLetter> LetterAsync(
        PortalDb db, Telling telling, Func<Guid, UnsubscribeToken> tokenOf, Instant now, CancellationToken cancellation)
    {
        var reader = telling.Reader;
        List<LetterItem> items = [];
        foreach (var one in telling.Items.Take(AlertLetter.MostItems))
            items.Add(ItemOf(one, await WhyAsync(db, one, cancellation), reader, tokenOf(one.Alert.Id)));
        return new AlertLetter
        {
            Kind = telling.Kind, Reader = reader, Now = now, Portal = portal.Name,
            Home = portal.AddressOf(reader.Visit.ToHome()),
            Items = items, Total = telling.Items.Count,
            Alerts = await AlertsAsync(db, telling, tokenOf, cancellation),
            Manage = links.ToAskForLink(reader.Visit.Language).AbsoluteUri,
        };
    }

    static Language LanguageOf(Subscriber person) => Language.Find(person.Language) ?? Language.English;

    static Reader ReaderOf(Language language, Names names) =>
        new(new Visit(Phrases.For(language), "", ""), names.In(language));

    /// <summary>An item is told once in a letter, however many occasions it gave.</summary>
    IEnumerable<Told> NewsOf(
        Commission one, Dictionary<long, Tiding> tidings, HashSet<(Guid, long)> known,
        Dictionary<long, (Content Content, Card Card)> cards, Instant now)
    {
        foreach (var item in one.Enclosures.GroupBy(enclosure => enclosure.Item.Id))
        {
            var of = item.Select(part => part.Obligation.Sequence).OfType<long>()
                .Select(tidings.GetValueOrDefault).OfType<Tiding>().ToList();
            var isKnown = known.Contains((one.Delivery.Id, item.Key))
                || item.Any(part => part.Alert.OpportunityId is not null);
            var (content, card) = cards[item.Key];
            if (News.Of([.. item], of, isKnown, rules, now) is { } news)
                yield return new Told(item.First().Item, content, card, item.First().Alert, news, of);
        }
    }

    static async Task<Dictionary<long, Tiding>> TidingsAsync(
        PortalDb db, IReadOnlyList<Commission> commissions, CancellationToken cancellation)
    {
        var sequences = commissions.SelectMany(one => one.Enclosures)
            .Select(enclosure => enclosure.Obligation.Sequence).OfType<long>().Distinct().ToList();
        var entries = await db.Journal.AsNoTracking()
            .Where(entry => EF.Parameter(sequences).Contains(entry.Sequence))
            .OrderBy(entry => entry.Sequence).ToListAsync(cancellation);
        // A first publication has no before: what an item says now is read where it is shown.
        var changes = entries.Where(entry => entry.Change != Change.Published).ToList();
        return changes.Count == 0
            ? []
            : (await Tiding.ReadAsync(db, changes, cancellation)).ToDictionary(tiding => tiding.Entry.Sequence);
    }

    /// <summary>
    /// The letters with items of which the person has had a letter, or perhaps has: one that left and was not answered
    /// for. Only where something happened to an item since does it matter.
    /// </summary>
    static async Task<HashSet<(Guid Delivery, long Item)>> KnownAsync(
        PortalDb db, IReadOnlyList<Commission> commissions, Dictionary<long, Tiding> tidings,
        CancellationToken cancellation)
    {
        var changed = commissions.Where(one => one.Enclosures.Any(
            enclosure => enclosure.Obligation.Sequence is { } sequence && tidings.ContainsKey(sequence))).ToList();
        if (changed.Count == 0) return [];
        var people = changed.Select(one => one.Person.Id).Distinct().ToList();
        var items = tidings.Values.Select(tiding => tiding.Opportunity.Id).Distinct().ToList();
        var rows = await (
            from obligation in db.Obligations.AsNoTracking()
            join letter in db.Deliveries on obligation.DeliveryId equals letter.Id into letters
            from letter in letters.DefaultIfEmpty()
            where EF.Parameter(people).Contains(obligation.SubscriberId) && obligation.DeliveryId != null
                // Written as an expression so that SQLite looks up what few people had, and not all who had these
                // items.
                && EF.Parameter(items).Contains(obligation.OpportunityId + 0)
            select new
            {
                obligation.SubscriberId, obligation.OpportunityId, obligation.DeliveryId, obligation.State,
                HasLeft = letter != null && letter.Attempts > 0,
            }).ToListAsync(cancellation);
        var had = rows.Where(row => row.State == ObligationState.Done
                || (row.State == ObligationState.Batched && row.HasLeft))
            .ToLookup(row => row.SubscriberId);
        return
        [
            .. changed.SelectMany(one => had[one.Person.Id].Where(row => row.DeliveryId != one.Delivery.Id)
                .Select(row => (one.Delivery.Id, row.OpportunityId))),
        ];
    }

    async Task<Dictionary<long, (Content Content, Card Card)>> CardsAsync(
        PortalDb db, IReadOnlyList<Commission> commissions, Atlas world, CancellationToken cancellation)
    {
        Dictionary<long, (Content, Card)> cards = [];
        var items = commissions.SelectMany(one => one.Enclosures).Select(one => one.Item).DistinctBy(item => item.Id);
        foreach (var item in items)
        {
            var content = await ContentAsync(db, item, cancellation);
            cards[item.Id] = (content, Card.Of(item, content, world, rules));
        }
        return cards;
    }

    async Task<Content> ContentAsync(PortalDb db, Opportunity item, CancellationToken cancellation)
    {
        if (_contents.TryGetValue((item.Id, item.Revision), out var kept)) return kept;
        var revision = await db.Revisions.AsNoTracking().SingleAsync(
            row => row.OpportunityId == item.Id && row.Number == item.Revision, cancellation);
        if (_contents.Count >= MostKept) _contents.Clear();
        return _contents[(item.Id, item.Revision)] = revision.Content;
    }

    static async Task<string?> WhyAsync(PortalDb db, Told one, CancellationToken cancellation) =>
        one.News <= LetterNews.Closing ? null : await db.Statuses.Where(status => status.OpportunityId == one.Item.Id)
            .OrderByDescending(status => status.Id).Select(status => status.Why).FirstOrDefaultAsync(cancellation);

    LetterItem ItemOf(Told one, string? why, Reader reader, UnsubscribeToken token) => new()
    {
        Card = one.Card, News = one.News, Why = why, Alert = one.Alert.Id,
        Address = portal.AddressOf(reader.Visit.To(one.Card)),
        Vote = links.ToVote(token, one.Card.Id).AbsoluteUri,
        Changes = one.News != LetterNews.Changed ? [] :
            [.. one.Tidings.SelectMany(tiding => tiding.Amendment.In(reader)).Distinct()],
    };

    async Task<IReadOnlyList<LetterAlert>> AlertsAsync(
        PortalDb db, Telling telling, Func<Guid, UnsubscribeToken> tokenOf, CancellationToken cancellation)
    {
        List<LetterAlert> said = [];
        foreach (var alert in telling.Alerts)
        {
            var stop = links.ToUnsubscribe(tokenOf(alert.Id)).AbsoluteUri;
            if (alert.OpportunityId is { } followed)
            {
                var title = telling.Items.First(one => one.Item.Id == followed).Content
                    .TitleIn(telling.Reader.Visit.Language.Code);
                said.Add(new(alert.Id, telling.Reader.Words.With("alerts.following", ("title", title)), null, stop));
                continue;
            }
            var (sentence, criteria) = await sentences.OfAsync(
                db, alert.CriteriaId!.Value, telling.Reader, cancellation);
            said.Add(new(alert.Id, sentence, portal.AddressOf(telling.Reader.Visit.ToResults(criteria)), stop));
        }
        return said;
    }

    /// <summary>What can still be answered first, soonest first; what is over last.</summary>
    static Comparer<Told> ByUrgency(Instant now) => Comparer<Told>.Create((a, b) =>
        Place(a.Card, now).CompareTo(Place(b.Card, now)));

    static (bool, bool, Instant, string) Place(Card card, Instant now) => (
        card.StandingAt(now) != Standing.Open, card.Deadline is null, card.Deadline?.Instant ?? card.ClosesAt, card.Id);
}
