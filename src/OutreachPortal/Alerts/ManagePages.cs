using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Languages;
using OutreachPortal.Mail;
using OutreachPortal.Shell;

namespace OutreachPortal.Alerts;

/// <summary>
/// All alerts of a person on one page. One gets there by a link that is asked for with the address, lives ten minutes
/// and is spent by its button; then a cookie is the key for half an hour.
/// </summary>
internal static class ManagePages
{
    public static void MapManage(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPage("/{lang:lang}/alerts/manage", ShowForm);
        endpoints.MapForm("/{lang:lang}/alerts/manage", AskAsync);
        endpoints.MapPage("/{lang:lang}/alerts/manage/sent", Sent);
        endpoints.MapPage("/alerts/manage/{token}", ShowLinkAsync);
        endpoints.MapForm("/alerts/manage/{token}", SpendAsync);
        endpoints.MapPage("/alerts/manage", ShowAsync);
        endpoints.MapForm("/alerts/manage", ActAsync);
        endpoints.MapPage("/alerts/manage/export", ExportAsync);
    }

    static IResult ShowForm(HttpContext context, Visit visit, FormSeal seal) =>
        Form(context, visit, seal, "", null, StatusCodes.Status200OK);

    static IResult Form(HttpContext context, Visit visit, FormSeal seal, string email, string? fault, int status) =>
        Personal.Answer<AskForLinkPage>(
            context, new { Visit = visit, Email = email, Fault = fault, Seal = seal.For(context) }, status);

    static async Task<IResult> AskAsync(
        HttpContext context, Visit visit, FormSeal seal, Registrar registrar, IMailTransport transport,
        CancellationToken cancellation)
    {
        if (await Personal.FormAsync(context, cancellation) is not { } form || !seal.IsOn(context, form))
            return new PageProblem(StatusCodes.Status400BadRequest, "alerts.seal");
        var typed = form["email"] is [{ } one] ? one : "";
        var reading = EmailAddress.Read(typed, transport.Abilities.Utf8Addresses);
        if (reading is not EmailAddress address)
            return Form(context, visit, seal, typed, SignUpPages.FaultOf(reading), StatusCodes.Status400BadRequest);
        return await registrar.AskForLinkAsync(address, context.Connection.RemoteIpAddress, cancellation) is { } wait
            ? SignUpPages.TooMany(context, wait)
            : Personal.SeeOther(context, visit.To("/alerts/manage/sent"));
    }

    static IResult Sent(HttpContext context, Visit visit, IOptions<AlertsOptions> limits) =>
        Personal.Answer<TokenPage>(context, new
        {
            Visit = visit,
            Title = visit.Words["alerts.sent.title"],
            Lines = (string[])
            [
                visit.Words.Plural("alerts.manage.sent", limits.Value.ManageLinkMinutes),
                visit.Words["alerts.manage.nothing"],
            ],
        });

    static async Task<IResult> ShowLinkAsync(
        HttpContext context, string token, AlertLinks links, OwnAlerts own, CancellationToken cancellation)
    {
        var (person, state) = await own.FindAsync(links.OpenManage(token), cancellation);
        if (state == LinkState.Unknown) return new PageProblem(StatusCodes.Status404NotFound, "alerts.manage.spent");
        var visit = Personal.In(person!.Language);
        return state == LinkState.Late ? Late(context, visit) : Personal.Answer<TokenPage>(context, new
        {
            Visit = visit,
            Title = visit.Words["alerts.manage.title"],
            Lines = (string[])[visit.Words["alerts.manage.click"]],
            Buttons = (PageButton[])[new($"/alerts/manage/{token}", visit.Words["alerts.manage.open"])],
        });
    }

    static async Task<IResult> SpendAsync(
        HttpContext context, string token, AlertLinks links, OwnAlerts own, ManageSession session,
        CancellationToken cancellation)
    {
        var opened = links.OpenManage(token);
        var (person, state) = await own.FindAsync(opened, cancellation);
        if (state == LinkState.Late) return Late(context, Personal.In(person!.Language));
        if (state == LinkState.Unknown || !await own.SpendAsync(opened!, cancellation))
            return new PageProblem(StatusCodes.Status404NotFound, "alerts.manage.spent");
        session.Begin(context, person!.Id, opened!.Version + 1, own.Now);
        return Personal.SeeOther(context, "/alerts/manage");
    }

    static IResult Late(HttpContext context, Visit visit) => Personal.Answer<TokenPage>(context, new
    {
        Visit = visit,
        Title = visit.Words["alerts.manage.late"],
        Lines = (string[])[visit.Words["alerts.manage.late.why"]],
        Links = (PageLink[])[new(visit.To("/alerts/manage"), visit.Words["alerts.manage.link"])],
    }, StatusCodes.Status410Gone);

    static async Task<IResult> ShowAsync(
        HttpContext context, OwnAlerts own, ManageSession session, FormSeal seal, CancellationToken cancellation) =>
        await own.VisitorAsync(session.Of(context, own.Now), cancellation) is { } person
            ? Personal.Answer<ManagePage>(context, new
            {
                Visit = Personal.In(person.Language),
                Alerts = await own.ListAsync(person, cancellation),
                Ended = await own.EndedAsync(person, cancellation),
                Person = OwnChoices.Of(person),
                Seal = seal.For(context),
            })
            : ToForm(context);

    static async Task<IResult> ActAsync(
        HttpContext context, OwnAlerts own, ManageSession session, FormSeal seal, CancellationToken cancellation)
    {
        if (await Personal.FormAsync(context, cancellation) is not { } form || !seal.IsOn(context, form))
            return new PageProblem(StatusCodes.Status400BadRequest, "alerts.seal");
        if (await own.VisitorAsync(session.Of(context, own.Now), cancellation) is not { } person)
            return ToForm(context);
        switch (await own.ActAsync(person, form, cancellation))
        {
            case OwnOutcome.Strange:
                return new PageProblem(StatusCodes.Status404NotFound);
            case OwnOutcome.Unreadable:
                return new PageProblem(StatusCodes.Status400BadRequest);
            case OwnOutcome.Erased:
                session.End(context);
                return Erased(context, Personal.In(person.Language));
            default:
                return Personal.SeeOther(context, "/alerts/manage");
        }
    }

    static IResult Erased(HttpContext context, Visit visit) => Personal.Answer<TokenPage>(context, new
    {
        Visit = visit,
        Title = visit.Words["alerts.erased.title"],
        Lines = (string[])[visit.Words["alerts.erased.what"]],
        Links = (PageLink[])[new(visit.To("/alerts/privacy"), visit.Words["alerts.privacy.link"])],
    });

    static async Task<IResult> ExportAsync(
        HttpContext context, OwnAlerts own, ManageSession session, CancellationToken cancellation)
    {
        if (await own.VisitorAsync(session.Of(context, own.Now), cancellation) is not { } person)
            return ToForm(context);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(
            await own.ExportAsync(person, cancellation), "application/json; charset=utf-8", "alerts.json");
    }

    static IResult ToForm(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var language = Language.Best(context.Request.Headers.AcceptLanguage.ToString());
        return TypedResults.Redirect($"/{language.Code}/alerts/manage");
    }
}
