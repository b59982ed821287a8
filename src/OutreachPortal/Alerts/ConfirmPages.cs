using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Mail;
using OutreachPortal.Shell;

namespace OutreachPortal.Alerts;

/// <summary>
/// The link of the first letter. Looking at it changes nothing, however often a machine does; the button confirms.
/// </summary>
internal static class ConfirmPages
{
    public static void MapConfirm(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPage("/alerts/confirm/{token}", ShowAsync);
        endpoints.MapForm("/alerts/confirm/{token}", ConfirmAsync);
        endpoints.MapForm("/alerts/confirm/{token}/again", AgainAsync);
    }

    static async Task<IResult> ShowAsync(
        HttpContext context, string token, AlertLinks links, PortalDb db, AlertTexts texts, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (links.OpenConfirm(token) is not { } opened) return new PageProblem(StatusCodes.Status404NotFound);
        var alert = await db.Subscriptions.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == opened.Subscription, cancellation);
        var page = new Desk(context, opened, token, texts, cancellation);
        return StateOf(alert, Now(clock)) switch
        {
            ConfirmState.Waiting => await page.AskAsync(alert!),
            ConfirmState.Done => await page.DoneAsync(alert!, "alerts.confirm.already"),
            ConfirmState.Late => await page.LateAsync(),
            _ => await page.GoneAsync(),
        };
    }

    static async Task<IResult> ConfirmAsync(
        HttpContext context, string token, AlertLinks links, PortalDb db, AlertTexts texts, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (links.OpenConfirm(token) is not { } opened) return new PageProblem(StatusCodes.Status404NotFound);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = Now(clock);
        var page = new Desk(context, opened, token, texts, cancellation);
        // Of two tabs that click at once, the second finds it done.
        await db.Subscriptions.Where(row => row.Id == opened.Subscription)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Source, row => row.Source), cancellation);
        var alert = await db.Subscriptions.SingleOrDefaultAsync(row => row.Id == opened.Subscription, cancellation);
        var state = StateOf(alert, now);
        if (state == ConfirmState.Done) return await page.DoneAsync(alert!, "alerts.confirm.already");
        if (state == ConfirmState.Late) return await page.LateAsync();
        if (state == ConfirmState.Gone) return await page.GoneAsync();
        var person = await db.Subscribers.SingleAsync(row => row.Id == alert!.SubscriberId, cancellation);
        alert!.Start(now);
        person.Confirm(alert, now);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return await page.DoneAsync(alert, "alerts.confirm.done");
    }

    /// <summary>The same limits hold as for any request.</summary>
    static async Task<IResult> AgainAsync(
        HttpContext context, string token, AlertLinks links, PortalDb db, Registrar registrar,
        CancellationToken cancellation)
    {
        if (links.OpenConfirm(token) is not { } opened) return new PageProblem(StatusCodes.Status404NotFound);
        var found = await (
            from alert in db.Subscriptions.AsNoTracking()
            join person in db.Subscribers on alert.SubscriberId equals person.Id
            where alert.Id == opened.Subscription && alert.StartedAt == null && alert.EndedAt == null
            select new { Alert = alert, person.Email }).SingleOrDefaultAsync(cancellation);
        if (found is null || EmailAddress.Read(found.Email, utf8: true) is not EmailAddress address)
            return new PageProblem(StatusCodes.Status410Gone, "alerts.confirm.gone");
        var criteria = await SharedCriteria.FindAsync(db, found.Alert.CriteriaId, cancellation);
        var request = new AlertRequest(
            address, criteria, found.Alert.OpportunityId, found.Alert.Frequency, found.Alert.Zone ?? Zones.Utc,
            opened.Language, found.Alert.Source);
        return await registrar.AskAsync(request, context.Connection.RemoteIpAddress, cancellation) is { } wait
            ? SignUpPages.TooMany(context, wait)
            : Personal.SeeOther(context, $"/{opened.Language.Code}/alerts/new/sent");
    }

    static Instant Now(TimeProvider clock) => Instant.FromDateTimeOffset(clock.GetUtcNow()).ToMicroseconds();

    static ConfirmState StateOf(Subscription? alert, Instant now) => alert switch
    {
        null or { EndedAt: not null } => ConfirmState.Gone,
        { StartedAt: not null } => ConfirmState.Done,
        { ConfirmBefore: { } end } when end <= now => ConfirmState.Late,
        _ => ConfirmState.Waiting,
    };

    enum ConfirmState
    {
        Waiting,
        Done,

        /// <summary>The link is too old; who asked is still known.</summary>
        Late,

        /// <summary>Never confirmed and cleared away, ended since, or erased.</summary>
        Gone,
    }

    /// <summary>Draws the page of a token.</summary>
    sealed record Desk(
        HttpContext Context, ConfirmToken Token, string Sealed, AlertTexts Texts, CancellationToken Cancellation)
    {
        Visit Visit => Personal.In(Token.Language.Code);

        public async Task<IResult> AskAsync(Subscription alert) => Draw(
            "alerts.confirm.title", StatusCodes.Status200OK,
            [await SentenceAsync(alert), Visit.Words["alerts.confirm.click"]],
            [new($"/alerts/confirm/{Sealed}", Visit.Words["alerts.confirm.button"])], []);

        public async Task<IResult> DoneAsync(Subscription alert, string title) => Draw(
            title, StatusCodes.Status200OK, [await SentenceAsync(alert), Visit.Words["alerts.confirm.from-now"]], [],
            [new(Visit.To("/alerts/manage"), Visit.Words["alerts.manage.link"])]);

        public async Task<IResult> LateAsync() => Draw(
            "alerts.confirm.late", StatusCodes.Status410Gone, [Visit.Words["alerts.confirm.late.why"]],
            [new($"/alerts/confirm/{Sealed}/again", Visit.Words["alerts.confirm.again"])], [await AnewAsync()]);

        public async Task<IResult> GoneAsync() => Draw(
            "alerts.confirm.late", StatusCodes.Status410Gone, [Visit.Words["alerts.confirm.gone"]], [],
            [await AnewAsync()]);

        async Task<PageLink> AnewAsync() => new(
            await Texts.AddressOfAsync(Token.Language, Token.Criteria, Token.Opportunity, Cancellation),
            Visit.Words["alerts.ask-anew"]);

        Task<string> SentenceAsync(Subscription alert) => Texts.OfAsync(Visit.Words, alert, Cancellation);

        IResult Draw(
            string title, int status, IReadOnlyList<string> lines, IReadOnlyList<PageButton> buttons,
            IReadOnlyList<PageLink> links) =>
            Personal.Answer<TokenPage>(Context, new
            {
                Visit, Title = Visit.Words[title], Lines = lines, Buttons = buttons, Links = links,
            }, status);
    }
}
