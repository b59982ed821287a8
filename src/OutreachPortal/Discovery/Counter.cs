using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Shell;

namespace OutreachPortal.Discovery;

/// <summary>Hands one opportunity over: found by the short id that its address begins with, however it ends.</summary>
internal sealed class Counter(
    PortalDb db, CurrentAtlas atlas, StandingRules rules, TimeProvider clock, Finder finder, Portal portal)
{
    public async Task<IResult> AnswerAsync(
        HttpContext context, string tail, Sight sight, CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var countries = await atlas.GetAsync(cancellation);
        var file = await OpportunityFile.FindAsync(IdOf(tail), db, countries, rules, now, cancellation);
        if (file is null) return new PageProblem(StatusCodes.Status404NotFound);
        var visit = Visit.Of(context);
        if (!file.Card.Path.EndsWith($"/{tail}", StringComparison.Ordinal))
            return Moved(context, visit, file.Card, sight);
        var reader = await ReaderAsync(context, visit, file.Content, cancellation);
        if (file.Standing != Standing.Withdrawn && sight == Sight.History)
            return DiscoveryPages.Answer<HistoryPage>(context, new { Reader = reader, File = file });
        if (file.Standing != Standing.Withdrawn && sight == Sight.Releases)
            return file.Card.Kind == Kind.Tender
                ? new HistoryFile(file, reader.Names, portal, visit.To(visit.Path))
                : new PageProblem(StatusCodes.Status404NotFound);
        var similar = await finder.SimilarToAsync(file.Card, visit.Words, cancellation);
        return file.Standing == Standing.Withdrawn
            ? DiscoveryPages.Answer<WithdrawnPage>(
                context, new { Reader = reader, File = file, Similar = similar }, StatusCodes.Status410Gone)
            : DiscoveryPages.Answer<OpportunityPage>(
                context, new { Reader = reader, File = file, Similar = similar, IsWhole = sight == Sight.Whole });
    }

    static string IdOf(string tail) => tail.Length < ShortId.Length ? "" : tail[..ShortId.Length].ToLowerInvariant();

    /// <summary>The reference may have changed, or a letter was lost on the way: the query goes along.</summary>
    static IResult Moved(HttpContext context, Visit visit, Card card, Sight sight)
    {
        context.Response.Headers.CacheControl = "public, max-age=60";
        var path = string.Join('/', visit.To(card.Path).Split('/').Select(Uri.EscapeDataString));
        var end = sight switch
        {
            Sight.Whole => "/full",
            Sight.History => "/history",
            Sight.Releases => $"/history.{ListFormat.Releases.Extension}",
            _ => "",
        };
        return TypedResults.Redirect($"{path}{end}{context.Request.QueryString.Value}", permanent: true);
    }

    async Task<Reader> ReaderAsync(HttpContext context, Visit visit, Content content, CancellationToken cancellation)
    {
        var names = await finder.NamesAsync(visit.Language, cancellation);
        var country = Single(context.Request.Query["from"])?.ToUpperInvariant();
        var text = Single(context.Request.Query["text"])?.ToLowerInvariant();
        return new Reader(visit, names)
        {
            Country = country is not null && names.HasCountry(country) ? country : null,
            Text = text is not null && Has(content, text) ? text : null,
        };
    }

    static bool Has(Content content, string language) =>
        content.Titles.ContainsKey(language)
        || content.Summaries.ContainsKey(language)
        || content.Bodies.ContainsKey(language);

    /// <summary>What a page like this cannot read it leaves aside: nothing is filtered by it.</summary>
    static string? Single(StringValues values) => values is [{ Length: > 0 and <= 10 } value] ? value : null;
}

/// <summary>What is asked to be seen of an opportunity.</summary>
internal enum Sight
{
    Page,
    Whole,
    History,
    Releases,
}
