using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Publishing;

/// <summary>
/// The only way anything becomes public: a status row and a journal entry, in one transaction with what they speak of.
/// Importing, recipes and (later) the desk gather decisions here and commit them together.
/// </summary>
internal sealed class Publication(PortalDb db, StandingRules rules, TimeProvider clock)
{
    readonly Dictionary<string, string> _organisations = [];
    readonly List<(Opportunity Opportunity, int Revision, Change Change, Instant At)> _announcements = [];

    public Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow()).ToMicroseconds();

    /// <summary>Keeps content as the first revision of a new opportunity. Nothing is public yet.</summary>
    public Revision Draft(Opportunity opportunity, Content content, Instant? saidAt, string by)
    {
        var now = Now;
        var edition = new Edition { Opportunity = opportunity, OpenedAt = now };
        var revision = Revise(edition, 1, content, saidAt ?? now);
        opportunity.Show(revision);
        Decide(opportunity, State.Draft, by, now, null);
        return revision;
    }

    /// <summary>Keeps changed content as the next revision and shows it.</summary>
    public void Amend(Edition edition, int number, Content content, Instant? saidAt)
    {
        var now = Now;
        edition.Opportunity.Show(Revise(edition, number, content, saidAt ?? now));
        if (IsPublic(edition.Opportunity)) Announce(edition.Opportunity, Change.Amended, now);
    }

    /// <summary>Keeps what was true once and was learnt late: part of the history, not of the present.</summary>
    public void Recall(Edition edition, int number, Content content, Instant saidAt) =>
        Revise(edition, number, content, saidAt);

    /// <summary>
    /// The source turns out to have published it at another instant than we knew: its day decides the country groups.
    /// </summary>
    public void Redate(Opportunity opportunity, Instant published)
    {
        if (opportunity.Published is not { } known || known == published.ToMicroseconds()) return;
        opportunity.Published = published.ToMicroseconds();
        if (IsPublic(opportunity)) Announce(opportunity, Change.Amended, Now);
    }

    /// <summary>Makes public what is not, at the instant the source gives, else now.</summary>
    public void Publish(Opportunity opportunity, Instant? published, string by, string? why = null)
    {
        if (IsPublic(opportunity)) return;
        var now = Now;
        opportunity.Published ??= (published ?? now).ToMicroseconds();
        Decide(opportunity, State.Published, by, now, why);
        Announce(opportunity, Change.Published, now);
    }

    /// <summary>
    /// Ends an opportunity that was made public, or takes that back where the source does; no entry for what was so
    /// already, and none for a draft: nobody is told the end of what nobody was told.
    /// </summary>
    public bool Move(Opportunity opportunity, State state, string by, string? why = null)
    {
        if (opportunity.State == state || opportunity.State == State.Draft) return false;
        var now = Now;
        Decide(opportunity, state, by, now, why);
        Announce(opportunity, ChangeTo(state), now);
        return true;
    }

    /// <summary>
    /// Writes everything gathered, then takes the numbers, then the journal: the counter row is locked for an instant.
    /// </summary>
    public async Task CommitAsync(CancellationToken cancellation = default)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await NameOrganisationsAsync(cancellation);
        await db.SaveChangesAsync(cancellation);
        await Journal.AppendAsync(
            db, [.. _announcements.Select(said => new Announcement(said.Opportunity.Id, said.Revision, said.Change, said.At))],
            cancellation);
        await transaction.CommitAsync(cancellation);
        _announcements.Clear();
    }

    Revision Revise(Edition edition, int number, Content content, Instant saidAt)
    {
        var revision = Revision.Of(edition, number, content, saidAt, Now);
        _organisations[content.Organisation.Code] = content.Organisation.Name;
        db.Add(revision);
        return revision;
    }

    /// <summary>
    /// In the order of their codes: two who name the same organisations wait for one another, never in a ring.
    /// </summary>
    async Task NameOrganisationsAsync(CancellationToken cancellation)
    {
        var codes = _organisations.Keys.ToList();
        var known = await db.Organisations.AsNoTracking().Where(organisation => codes.Contains(organisation.Code))
            .ToDictionaryAsync(organisation => organisation.Code, organisation => organisation.Name, cancellation);
        foreach (var (code, name) in _organisations.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (known.GetValueOrDefault(code) != name) await Organisation.NameAsync(db, code, name, cancellation);
        }
        _organisations.Clear();
    }

    static bool IsPublic(Opportunity opportunity) => opportunity.State is not (State.Draft or State.Withdrawn);

    static Change ChangeTo(State state) => state switch
    {
        State.Published => Change.Amended,
        State.Closed => Change.Closed,
        State.Awarded => Change.Awarded,
        State.Cancelled => Change.Cancelled,
        State.Withdrawn => Change.Withdrawn,
        _ => throw new ArgumentOutOfRangeException(
            nameof(state), state, "A public opportunity does not become a draft again."),
    };

    void Decide(Opportunity opportunity, State state, string by, Instant at, string? why)
    {
        opportunity.State = state;
        db.Add(new Status
        {
            Opportunity = opportunity, Revision = opportunity.Revision, State = state, By = by, At = at, Why = why,
        });
    }

    void Announce(Opportunity opportunity, Change change, Instant at)
    {
        opportunity.PlanClosing(rules, at);
        _announcements.Add((opportunity, opportunity.Revision, change, at));
    }
}
