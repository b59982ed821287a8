using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Languages;
using OutreachPortal.Shell;

namespace OutreachPortal.Alerts;

/// <summary>
/// One click (RFC 8058): the POST ends the alerts of the token's scope, whoever sends it, with whatever cookies, as
/// often as it likes. It never redirects and never sets a cookie. The GET is a page with the same button.
/// </summary>
internal static class UnsubscribePages
{
    const string Field = "List-Unsubscribe";
    const string OneClick = "One-Click";

    public static void MapUnsubscribe(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPage("/alerts/unsubscribe/{token}", ShowAsync);
        endpoints.MapOpenForm("/alerts/unsubscribe/{token}", EndAsync);
    }

    static async Task<IResult> ShowAsync(
        HttpContext context, string token, Scope scope, CancellationToken cancellation)
    {
        if (await scope.FindAsync(token, cancellation) is not { } found)
            return new PageProblem(StatusCodes.Status404NotFound);
        var visit = Personal.In(found.Language);
        var active = await scope.ActiveAsync(found, cancellation);
        if (active.Count == 0) return await DoneAsync(context, visit, scope, found, cancellation);
        return Personal.Answer<TokenPage>(context, new
        {
            Visit = visit,
            Title = visit.Words["alerts.unsubscribe.title"],
            Lines = (string[])[visit.Words["alerts.unsubscribe.click"]],
            Items = await scope.ItemsAsync(visit, active, null, cancellation),
            Buttons = (PageButton[])
            [
                new($"/alerts/unsubscribe/{token}", visit.Words["alerts.unsubscribe.button"])
                {
                    Fields = [(Field, OneClick)],
                },
            ],
            Links = (PageLink[])[new(visit.To("/alerts/manage"), visit.Words["alerts.manage.link"])],
        });
    }

    static async Task<IResult> EndAsync(
        HttpContext context, string token, Scope scope, CancellationToken cancellation)
    {
        if (await Personal.FormAsync(context, cancellation) is not { Count: 1 } form || form[Field] != OneClick)
            return new PageProblem(StatusCodes.Status400BadRequest);
        if (await scope.FindAsync(token, cancellation) is not { } found)
            return new PageProblem(StatusCodes.Status404NotFound);
        await scope.EndAsync(found, cancellation);
        return await DoneAsync(context, Personal.In(found.Language), scope, found, cancellation);
    }

    static async Task<IResult> DoneAsync(
        HttpContext context, Visit visit, Scope scope, ScopeToken token, CancellationToken cancellation)
    {
        var ended = await scope.EndedAsync(token, cancellation);
        return Personal.Answer<TokenPage>(context, new
        {
            Visit = visit,
            Title = visit.Words["alerts.unsubscribe.done"],
            Lines = (string[])[visit.Words["alerts.unsubscribe.at-once"]],
            Items = await scope.ItemsAsync(visit, ended, "alerts.ask-anew", cancellation),
            Links = (PageLink[])[new(visit.To("/alerts/manage"), visit.Words["alerts.manage.link"])],
        });
    }
}

/// <summary>A token that was found, with the language of the person it was written to.</summary>
internal sealed record ScopeToken(Guid Subscriber, string Scope, string Language);

/// <summary>The alerts that one token speaks of.</summary>
internal sealed class Scope(PortalDb db, AlertTexts texts, Endings endings, TimeProvider clock)
{
    static readonly Duration Remembered = Duration.FromDays(7);

    public async Task<ScopeToken?> FindAsync(string token, CancellationToken cancellation) =>
        !UnsubscribeTokens.IsOne(token) ? null : await (
            from row in db.UnsubscribeTokens.AsNoTracking()
            join person in db.Subscribers on row.SubscriberId equals person.Id
            where row.Token == token
            select new ScopeToken(person.Id, row.Scope, person.Language)).SingleOrDefaultAsync(cancellation);

    public async Task<IReadOnlyList<Subscription>> ActiveAsync(ScopeToken token, CancellationToken cancellation) =>
        await (await OfAsync(token, cancellation)).Where(alert => alert.EndedAt == null && alert.StartedAt != null)
            .OrderBy(alert => alert.AskedAt).ToListAsync(cancellation);

    /// <summary>What was ended by a click of the last days: a click may be repeated, and its page read again.</summary>
    public async Task<IReadOnlyList<Subscription>> EndedAsync(ScopeToken token, CancellationToken cancellation)
    {
        var since = Now - Remembered;
        return await (await OfAsync(token, cancellation))
            .Where(alert => alert.EndReason == EndReason.Unsubscribed && alert.EndedAt > since)
            .OrderBy(alert => alert.AskedAt).ToListAsync(cancellation);
    }

    public async Task EndAsync(ScopeToken token, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var alerts = (await ActiveAsync(token, cancellation)).Select(alert => alert.Id).ToList();
        await endings.EndAsync(db, alerts, EndReason.Unsubscribed, cancellation);
        await db.Subscribers.Where(person => person.Id == token.Subscriber)
            .ExecuteUpdateAsync(set => set.SetProperty(person => person.ActedAt, Now), cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <param name="again">The phrase of the link that offers each back.</param>
    public async Task<IReadOnlyList<PageItem>> ItemsAsync(
        Visit visit, IReadOnlyList<Subscription> alerts, string? again, CancellationToken cancellation)
    {
        List<PageItem> items = [];
        foreach (var alert in alerts)
        {
            var text = await texts.OfAsync(visit.Words, alert, cancellation);
            var link = again is null
                ? null
                : new PageLink(await AddressOfAsync(visit, alert, cancellation), visit.Words[again]);
            items.Add(new(text, link));
        }
        return items;
    }

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow()).ToMicroseconds();

    Task<string> AddressOfAsync(Visit visit, Subscription alert, CancellationToken cancellation) =>
        texts.AddressOfAsync(visit.Language, alert.CriteriaId, alert.OpportunityId, cancellation);

    /// <summary>An alert that was changed since is still the alert of an older letter.</summary>
    async Task<IQueryable<Subscription>> OfAsync(ScopeToken token, CancellationToken cancellation)
    {
        var theirs = db.Subscriptions.AsNoTracking().Where(alert => alert.SubscriberId == token.Subscriber);
        if (Scopes.SubscriptionOf(token.Scope) is not { } id) return token.Scope switch
        {
            Scopes.Daily => theirs.Where(alert => alert.Frequency == Frequency.Daily),
            Scopes.Weekly => theirs.Where(alert => alert.Frequency == Frequency.Weekly),
            _ => theirs,
        };
        var one = await theirs.SingleOrDefaultAsync(alert => alert.Id == id, cancellation);
        return theirs.Where(alert => one != null
            && alert.CriteriaId == one.CriteriaId && alert.OpportunityId == one.OpportunityId);
    }
}
