using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;

namespace OutreachPortal.Alerts;

/// <summary>
/// Whether a notice in a letter was of use. The answer is kept by alert and notice, never by person, and only a POST
/// gives it.
/// </summary>
internal static class VotePages
{
    const string Field = "relevant";
    const string Yes = "yes";
    const string No = "no";

    public static void MapVote(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPage("/alerts/vote/{token}/{item}", ShowAsync);
        endpoints.MapForm("/alerts/vote/{token}/{item}", VoteAsync);
    }

    /// <summary>The page with that answer first: a link says it, the button of the page gives it.</summary>
    public static string Of(string address, bool isRelevant) => $"{address}?{Field}={(isRelevant ? Yes : No)}";

    static async Task<IResult> ShowAsync(
        HttpContext context, string token, string item, Scope scope, PortalDb db, CancellationToken cancellation)
    {
        if (await BallotOf(token, item, scope, db, cancellation) is not { } ballot)
            return new PageProblem(StatusCodes.Status404NotFound);
        var words = ballot.Visit.Words;
        return Personal.Answer<TokenPage>(context, new
        {
            ballot.Visit,
            Title = words["alerts.vote.title"],
            Lines = (string[])[ballot.Title, words["alerts.vote.kept"]],
            Buttons = ((string[])(context.Request.Query[Field] == No ? [No, Yes] : [Yes, No])).Select((answer, place) =>
                new PageButton($"/alerts/vote/{token}/{item}", words[$"alerts.vote.{answer}"])
                {
                    Fields = [(Field, answer)], IsQuiet = place > 0,
                }).ToList(),
        });
    }

    static async Task<IResult> VoteAsync(
        HttpContext context, string token, string item, Scope scope, PortalDb db, TimeProvider clock,
        CancellationToken cancellation)
    {
        var form = await Personal.FormAsync(context, cancellation);
        var answer = form?[Field].ToString();
        if (answer is not (Yes or No))
            return new PageProblem(StatusCodes.Status400BadRequest);
        if (await BallotOf(token, item, scope, db, cancellation) is not { } ballot)
            return new PageProblem(StatusCodes.Status404NotFound);
        await KeepAsync(db, ballot, answer == Yes, Instant.FromDateTimeOffset(clock.GetUtcNow()), cancellation);
        return Personal.Answer<TokenPage>(context, new
        {
            ballot.Visit,
            Title = ballot.Visit.Words["alerts.vote.thanks"],
            Lines = (string[])[ballot.Visit.Words["alerts.vote.kept"]],
            Links = (PageLink[])[new(ballot.Visit.To("/alerts/manage"), ballot.Visit.Words["alerts.manage.link"])],
        });
    }

    /// <summary>The last answer counts. It is also a sign that the alerts are wanted.</summary>
    static async Task KeepAsync(
        PortalDb db, Ballot ballot, bool isRelevant, Instant now, CancellationToken cancellation)
    {
        var at = now.ToUnixTimeTicks() / 10;
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO votes (subscription_id, opportunity_id, is_relevant, at)
            VALUES ({ballot.Alert}, {ballot.Item}, {isRelevant}, {at})
            ON CONFLICT (subscription_id, opportunity_id)
            DO UPDATE SET is_relevant = excluded.is_relevant, at = excluded.at
            """,
            cancellation);
        var acted = now.ToMicroseconds();
        await db.Subscribers.Where(person => person.Id == ballot.Subscriber)
            .ExecuteUpdateAsync(set => set.SetProperty(person => person.ActedAt, acted)
                .SetProperty(person => person.KeepAskedAt, (Instant?)null), cancellation);
    }

    static async Task<Ballot?> BallotOf(
        string token, string item, Scope scope, PortalDb db, CancellationToken cancellation)
    {
        if (!ShortId.IsOne(item) || await scope.FindAsync(token, cancellation) is not { } found
            || Scopes.SubscriptionOf(found.Scope) is not { } alert)
            return null;
        var shown = await db.Revisions.AsNoTracking().Include(revision => revision.Opportunity)
            .SingleOrDefaultAsync(
                revision => revision.Opportunity.ShortId == item && revision.Number == revision.Opportunity.Revision
                    && revision.Opportunity.State != State.Draft, cancellation);
        if (shown is null) return null;
        var visit = Personal.In(found.Language);
        var title = shown.Content.TitleIn(visit.Language.Code);
        return new Ballot(visit, found.Subscriber, alert, shown.OpportunityId, title);
    }

    sealed record Ballot(Visit Visit, Guid Subscriber, Guid Alert, long Item, string Title);
}
