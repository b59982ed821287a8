using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Languages;
using OutreachPortal.Mail;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;

namespace OutreachPortal.Alerts;

/// <summary>A letter to look at, made of what is open here and sent to nobody.</summary>
internal sealed class AlertPreview(
    PortalDb db, CurrentAtlas atlas, CurrentCategories categories, StandingRules rules, Portal portal, AlertLinks links,
    AlertLetterWriter writer, OwnWords own, LetterPress press, TimeProvider clock)
{
    const string Reader = "reader@example.org";
    const int Several = 3;

    static readonly string[] AboutAlerts = ["confirm", "already", "manage", "keep"];

    /// <summary>Every letter that alerts send.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        "immediate", "several", "changed", "closing", "cancelled", "withdrawn", "closed", "awarded", "daily", "weekly",
        .. AboutAlerts,
    ];

    static readonly UnsubscribeToken Example = new()
    {
        Token = "AAAAAAAAAAAAAAAAAAAAAA", SubscriberId = Guid.Empty, Scope = Scopes.All,
        CreatedAt = NodaConstants.UnixEpoch,
    };

    /// <summary>Null where nothing is open that it could speak of.</summary>
    public async Task<Letter?> WriteAsync(string kind, Language language, CancellationToken cancellation)
    {
        var lists = (Atlas: await atlas.GetAsync(cancellation), Tree: await categories.GetAsync(cancellation));
        var reader = new Reader(new Visit(Phrases.For(language), "", ""), new Names(language, lists.Atlas, lists.Tree));
        var criteria = Criteria.Everything.With("group", "developing");
        var alert = new LetterAlert(
            Guid.Empty, new AlertSentence(reader.Words, reader.Names, code => code).Of(criteria),
            portal.AddressOf(reader.Visit.ToResults(criteria)), links.ToUnsubscribe(Example).AbsoluteUri);
        if (AboutAlerts.Contains(kind))
            return await OwnLetters.PrintAsync(press, OwnLetterOf(kind, reader.Words, alert.Sentence), Reader);
        var open = await OpenAsync(cancellation);
        if (open.Count == 0) return null;
        var letter = new AlertLetter
        {
            Kind = KindOf(kind), Reader = reader, Now = Now, Portal = portal.Name,
            Home = portal.AddressOf(reader.Visit.ToHome()), Total = Math.Min(open.Count, TotalOf(kind)),
            Items = [.. open.Take(Math.Min(TotalOf(kind), AlertLetter.MostItems))
                .Select(revision => ItemOf(revision, kind, reader, lists.Atlas))],
            Alerts = [alert], Manage = links.ToAskForLink(language).AbsoluteUri,
        };
        return await writer.PrintAsync(letter, Reader, Example, KindOf(kind).ToString().ToLowerInvariant());
    }

    PlainLetter OwnLetterOf(string kind, Words words, string alert)
    {
        var person = new Subscriber { Id = Guid.Empty, Language = words.Language.Code, CreatedAt = Now };
        return kind switch
        {
            "confirm" => own.Confirm(words, new ConfirmToken(Guid.Empty, null, null, words.Language), alert),
            "already" => own.Already(person, alert),
            "manage" => own.Manage(person),
            _ => own.Keep(person),
        };
    }

    Task<List<Revision>> OpenAsync(CancellationToken cancellation)
    {
        var now = Now;
        return db.Revisions.AsNoTracking().Include(revision => revision.Opportunity)
            .Where(revision => revision.Number == revision.Opportunity.Revision
                && revision.Opportunity.State == State.Published && revision.Opportunity.Deadline > now)
            .OrderBy(revision => revision.Opportunity.Deadline).ThenBy(revision => revision.OpportunityId)
            .Take(AlertLetter.MostItems + 1).ToListAsync(cancellation);
    }

    LetterItem ItemOf(Revision revision, string kind, Reader reader, Atlas world)
    {
        var card = Card.Of(revision.Opportunity, revision.Content, world, rules);
        var before = revision.Content with
        {
            Deadline = Deadline.At(card.Deadline!.Instant - Duration.FromDays(7), card.Deadline.Zone),
        };
        return new LetterItem
        {
            Card = card with { State = StateOf(kind) }, Alert = Guid.Empty,
            News = NewsOf(kind), Address = portal.AddressOf(reader.Visit.To(card)),
            Vote = links.ToVote(Example, card.Id).AbsoluteUri,
            Changes = kind == "changed"
                ? [.. Amendment.Between(before, revision.Content, null).In(reader)]
                : [],
        };
    }

    static LetterNews NewsOf(string kind) => Enum.TryParse<LetterNews>(kind, ignoreCase: true, out var news)
        ? news
        : LetterNews.New;

    static State StateOf(string kind) =>
        NewsOf(kind) > LetterNews.Closing ? Enum.Parse<State>(kind, ignoreCase: true) : State.Published;

    static LetterKind KindOf(string kind) => kind switch
    {
        "daily" => LetterKind.Daily,
        "weekly" => LetterKind.Weekly,
        _ => LetterKind.Immediate,
    };

    static int TotalOf(string kind) => kind switch
    {
        "daily" or "weekly" => AlertLetter.MostItems + 1,
        "several" => Several,
        _ => 1,
    };

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());
}
