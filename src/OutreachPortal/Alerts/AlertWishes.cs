using Microsoft.AspNetCore.Http;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Discovery;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;
using OutreachPortal.Shell;
using Criteria = OutreachPortal.Opportunities.Criteria;

namespace OutreachPortal.Alerts;

/// <summary>Reads from an address what somebody is about to ask for, and says what an alert makes of it.</summary>
internal sealed class AlertWishes(
    PortalDb db, Finder finder, AlertTexts texts, CurrentAtlas atlas, StandingRules rules, TimeProvider clock)
{
    /// <summary>Either the wish or why there is none.</summary>
    public async Task<(AlertWish? Wish, PageProblem? Problem)> ReadAsync(
        HttpContext context, Words words, CancellationToken cancellation)
    {
        if (context.Request.Query["follow"] is [{ } shortId])
            return await FollowAsync(shortId, words, cancellation);
        var reading = CriteriaReading.Of(context.Request.Query);
        if (Discovery.Refusal.Of(reading) is { } problem) return (null, problem);
        return (await WatchAsync(reading.Criteria, words, cancellation), null);
    }

    async Task<(AlertWish?, PageProblem?)> FollowAsync(
        string shortId, Words words, CancellationToken cancellation)
    {
        var lists = await atlas.GetAsync(cancellation);
        var file = await OpportunityFile.FindAsync(
            shortId.ToLowerInvariant(), db, lists, rules, Now, cancellation);
        if (file is null) return (null, new PageProblem(StatusCodes.Status404NotFound));
        if (file.Standing == Standing.Withdrawn) return (null, new PageProblem(StatusCodes.Status410Gone));
        var sentence = await texts.InAsync(words, Criteria.Everything, cancellation);
        return (new AlertWish
        {
            Followed = file.Card,
            Sentence = sentence.Following(file.Content.TitleIn(words.Language.Code)),
            Frequencies = [Frequency.Immediate, Frequency.Daily, Frequency.Weekly],
        }, null);
    }

    async Task<AlertWish> WatchAsync(Criteria shown, Words words, CancellationToken cancellation)
    {
        var criteria = Askable.PartOf(shown);
        var sentence = await texts.InAsync(words, criteria, cancellation);
        return new AlertWish
        {
            Criteria = criteria,
            Sentence = sentence.Of(criteria),
            Notes = [.. await NotesAsync(criteria, words, cancellation), .. LeftOut(shown, criteria, words)],
            Refusal = Askable.RefusalOf(criteria, words),
            Monthly = await MonthlyAsync(criteria, cancellation),
            Frequencies = Askable.IsBroad(criteria)
                ? [Frequency.Weekly]
                : [Frequency.Daily, Frequency.Immediate, Frequency.Weekly],
        };
    }

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>
    /// As many as came in the last ninety days, whatever became of them; null while there is no index.
    /// </summary>
    async Task<double?> MonthlyAsync(Criteria criteria, CancellationToken cancellation)
    {
        var since = Now.InUtc().Date.PlusDays(-Expectation.Days);
        var came = criteria.With("status", "all") with
        {
            PostedFrom = since, Size = 1, ClosingFrom = null, ClosingTo = null,
        };
        var found = await finder.FindAsync(came, Phrases.For(Language.English), [], cancellation);
        return found is null ? null : Expectation.Monthly(found.Total);
    }

    async Task<IReadOnlyList<string>> NotesAsync(Criteria criteria, Words words, CancellationToken cancellation)
    {
        var found = await finder.FindAsync(criteria with { Size = 1 }, words, [], cancellation);
        return [.. (found?.Notes ?? []).Select(note => note.In(words))];
    }

    static IEnumerable<string> LeftOut(Criteria shown, Criteria taken, Words words)
    {
        List<string> filters = [];
        if (!shown["status"].IsEmpty) filters.Add(words["facet.status"]);
        if (shown.PostedFrom != taken.PostedFrom || shown.PostedTo != taken.PostedTo)
            filters.Add(words["facet.posted"]);
        if (filters.Count > 0) yield return words.With("alerts.left-out", ("filters", words.List(filters)));
    }
}

/// <summary>What can be asked of the future.</summary>
internal static class Askable
{
    /// <summary>
    /// An alert tells of what is new and open: days of publication and the standing fall away, and the order.
    /// </summary>
    public static Criteria PartOf(Criteria shown) =>
        shown.Without("status").Scope with { PostedFrom = null, PostedTo = null };

    /// <summary>Nothing narrows it: whoever asks for everything gets it once a week.</summary>
    public static bool IsBroad(Criteria criteria) =>
        criteria.Query is null && Criteria.Facets.All(facet => criteria[facet].IsEmpty)
        && criteria.ClosingFrom is null && criteria.ClosingTo is null;

    /// <summary>Why nothing can wait for these words; null where it can.</summary>
    public static string? RefusalOf(Criteria criteria, Words words)
    {
        if (criteria.Query is not { } text) return null;
        using var monitor = new QueryMonitor(OpportunityIndex.Schema);
        var parsed = QueryText.Parse(text, OpportunityIndex.QueryText);
        var refusal = monitor.Add(0, new StoredQuery { Text = new TextQuery(parsed, OpportunityIndex.TextFields) });
        return refusal is null ? null : words.With($"alerts.refused.{KeyOf(refusal.Kind)}", ("text", refusal.Detail));
    }

    static string KeyOf(RefusalKind kind) => kind switch
    {
        RefusalKind.LeadingWildcard => "wildcard",
        RefusalKind.FuzzyAlone => "fuzzy",
        _ => "range",
    };
}
