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
    AlertLetterWriter writer, TimeProvider clock)
{
    public static readonly IReadOnlyList<string> Kinds =
        ["immediate", "changed", "closing", "cancelled", "daily", "weekly"];

    static readonly UnsubscribeToken Example = new()
    {
        Token = "AAAAAAAAAAAAAAAAAAAAAA", SubscriberId = Guid.Empty, Scope = Scopes.All, CreatedAt = NodaConstants.UnixEpoch,
    };

    /// <summary>Null where nothing is open that it could speak of.</summary>
    public async Task<Letter?> WriteAsync(string kind, Language language, CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var lists = (Atlas: await atlas.GetAsync(cancellation), Tree: await categories.GetAsync(cancellation));
        var reader = new Reader(new Visit(Phrases.For(language), "", ""), new Names(language, lists.Atlas, lists.Tree));
        var open = await db.Revisions.AsNoTracking().Include(revision => revision.Opportunity)
            .Where(revision => revision.Number == revision.Opportunity.Revision
                && revision.Opportunity.State == State.Published && revision.Opportunity.Deadline > now)
            .OrderBy(revision => revision.Opportunity.Deadline).ThenBy(revision => revision.OpportunityId)
            .Take(AlertLetter.MostItems + 1).ToListAsync(cancellation);
        if (open.Count == 0) return null;
        var isDigest = kind is "daily" or "weekly";
        var criteria = Criteria.Everything.With("group", "developing");
        var alert = new LetterAlert(
            Guid.Empty, new AlertSentence(reader.Words, reader.Names, code => code).Of(criteria),
            portal.AddressOf(reader.Visit.ToResults(criteria)), links.ToUnsubscribe(Example).AbsoluteUri);
        var items = open.Take(isDigest ? AlertLetter.MostItems : 1)
            .Select(revision => ItemOf(revision, kind, reader, lists.Atlas)).ToList();
        var letter = new AlertLetter
        {
            Kind = KindOf(kind), Reader = reader, Now = now, Portal = portal.Name,
            Home = portal.AddressOf(reader.Visit.ToHome()), Items = items, Total = isDigest ? open.Count : 1,
            Alerts = [alert], Manage = links.ToAskForLink(language).AbsoluteUri,
        };
        return await writer.PrintAsync(letter, "reader@example.org", Example, KindOf(kind).ToString().ToLowerInvariant());
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
            Card = kind == "cancelled" ? card with { State = State.Cancelled } : card, Alert = Guid.Empty,
            News = NewsOf(kind), Address = portal.AddressOf(reader.Visit.To(card)),
            Vote = links.ToVote(Example, card.Id).AbsoluteUri,
            Changes = kind == "changed"
                ? [.. Amendment.Between(before, revision.Content, null).In(reader)]
                : [],
        };
    }

    static LetterNews NewsOf(string kind) => kind switch
    {
        "changed" => LetterNews.Changed,
        "closing" => LetterNews.Closing,
        "cancelled" => LetterNews.Cancelled,
        _ => LetterNews.New,
    };

    static LetterKind KindOf(string kind) => kind switch
    {
        "daily" => LetterKind.Daily,
        "weekly" => LetterKind.Weekly,
        _ => LetterKind.Immediate,
    };
}
