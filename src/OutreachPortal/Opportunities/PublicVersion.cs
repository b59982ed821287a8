using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;

namespace OutreachPortal.Opportunities;

/// <summary>
/// An opportunity as the public saw it from one journal entry on, and what had changed. What was written and not
/// published is not among them.
/// </summary>
/// <param name="State">What was decided of it by then.</param>
/// <param name="ClosesAt">When it was to close.</param>
/// <param name="Why">The reason, where one was given.</param>
public sealed record PublicVersion(
    PublicEvent Event, Content Content, State State, Instant ClosesAt, string? Why, IReadOnlyList<Difference> Differences)
{
    /// <summary>A version of each of an item's entries, oldest first.</summary>
    internal static async Task<IReadOnlyList<PublicVersion>> ReadAsync(
        PortalDb db, Opportunity opportunity, IReadOnlyList<PublicEvent> history, StandingRules rules,
        CancellationToken cancellation)
    {
        var numbers = history.Select(entry => entry.Revision).Distinct().ToList();
        var contents = await db.Revisions.AsNoTracking()
            .Where(revision => revision.OpportunityId == opportunity.Id && numbers.Contains(revision.Number))
            .ToDictionaryAsync(revision => revision.Number, revision => revision.Content, cancellation);
        var statuses = await db.Statuses.AsNoTracking()
            .Where(status => status.OpportunityId == opportunity.Id && status.State != State.Draft)
            .OrderBy(status => status.Id).ToListAsync(cancellation);
        return Of(opportunity, history, contents, statuses, rules);
    }

    /// <summary>
    /// Entries and decisions stand in the same order. An amendment, and a deadline that passed, are entries without a
    /// decision of their own; a decision taken back is an amendment.
    /// </summary>
    internal static IReadOnlyList<PublicVersion> Of(
        Opportunity opportunity, IReadOnlyList<PublicEvent> history, IReadOnlyDictionary<int, Content> contents,
        IReadOnlyList<Status> statuses, StandingRules rules)
    {
        List<PublicVersion> versions = [];
        var (next, state) = (0, State.Published);
        foreach (var entry in history)
        {
            var content = contents[entry.Revision];
            var decided = next < statuses.Count && Tells(entry, statuses[next], state) ? statuses[next++] : null;
            state = decided?.State ?? state;
            versions.Add(new(
                entry, content, state,
                rules.ClosesAt(content.Deadline?.Instant, opportunity.Published, content.InvitesAnswer), decided?.Why,
                versions is [.., var last] ? Difference.Between(last.Content, content) : []));
        }
        return versions;
    }

    static bool Tells(PublicEvent entry, Status status, State before) =>
        entry.At == status.At && (entry.Change, status.State) switch
        {
            (Change.Amended, State.Published) => before != State.Published,
            (Change.Published, State.Published) => true,
            var (change, state) => change.ToString() == state.ToString(),
        };

    /// <summary>The card as it was: of the present one only what never changes.</summary>
    public Card CardOf(Card present) => present with
    {
        Reference = Content.Reference, Type = Content.Type, Grade = Content.Grade, Language = Content.Language,
        Titles = Content.Titles, Summaries = Content.Summaries, Organisation = Content.Organisation,
        Countries = Content.Countries, CountryBasis = Content.CountryBasis, OtherPlaces = Content.OtherPlaces,
        Place = Content.Place, Categories = Content.Categories, Encourages = Content.Eligibility.Encourages,
        Remote = Content.Remote, Deadline = Content.Deadline, Link = Content.Link, State = State,
        ClosesAt = ClosesAt,
        Trail = new(Event.Sequence, Event.Change, Event.At, 0),
    };
}
