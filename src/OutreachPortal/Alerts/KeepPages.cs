using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Shell;

namespace OutreachPortal.Alerts;

/// <summary>The answer to "still wanted?": the button keeps the alerts for another year.</summary>
internal static class KeepPages
{
    public static void MapKeep(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPage("/alerts/keep/{token}", ShowAsync);
        endpoints.MapForm("/alerts/keep/{token}", KeepAsync);
    }

    static async Task<IResult> ShowAsync(
        HttpContext context, string token, AlertLinks links, PortalDb db, CancellationToken cancellation)
    {
        if (await FindAsync(token, links, db, cancellation) is not { } person)
            return new PageProblem(StatusCodes.Status404NotFound);
        var visit = Personal.In(person.Language);
        return Personal.Answer<TokenPage>(context, new
        {
            Visit = visit,
            Title = visit.Words["alerts.keep.title"],
            Lines = (string[])[visit.Words["alerts.keep.click"]],
            Buttons = (PageButton[])[new($"/alerts/keep/{token}", visit.Words["alerts.keep.button"])],
            Links = (PageLink[])[new(visit.To("/alerts/manage"), visit.Words["alerts.manage.link"])],
        });
    }

    static async Task<IResult> KeepAsync(
        HttpContext context, string token, AlertLinks links, PortalDb db, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (await FindAsync(token, links, db, cancellation) is not { } person)
            return new PageProblem(StatusCodes.Status404NotFound);
        person.Act(Instant.FromDateTimeOffset(clock.GetUtcNow()).ToMicroseconds());
        await db.SaveChangesAsync(cancellation);
        var visit = Personal.In(person.Language);
        return Personal.Answer<TokenPage>(context, new
        {
            Visit = visit,
            Title = visit.Words["alerts.keep.done"],
            Lines = (string[])[visit.Words["alerts.keep.done.what"]],
            Links = (PageLink[])[new(visit.To("/alerts/manage"), visit.Words["alerts.manage.link"])],
        });
    }

    /// <summary>It keeps what one asked for and lets nobody in, so that its age does not matter.</summary>
    static async Task<Subscriber?> FindAsync(
        string token, AlertLinks links, PortalDb db, CancellationToken cancellation) =>
        links.OpenKeep(token) is { } opened
            ? await db.Subscribers.SingleOrDefaultAsync(
                person => person.Id == opened.Subscriber && person.Email != null, cancellation)
            : null;
}
