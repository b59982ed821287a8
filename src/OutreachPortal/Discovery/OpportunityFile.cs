using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Discovery;

/// <summary>Everything the public may read of one opportunity, from the database.</summary>
public sealed record OpportunityFile
{
    public required Card Card { get; init; }

    public required Content Content { get; init; }

    public required Standing Standing { get; init; }

    public required Instant Now { get; init; }

    public required string SourceName { get; init; }

    /// <summary>What became public, oldest first.</summary>
    public IReadOnlyList<PublicEvent> History { get; init; } = [];

    /// <summary>Why it was cancelled, withdrawn or awarded, where the source says so.</summary>
    public string? Why { get; init; }

    internal static async Task<OpportunityFile?> FindAsync(
        string shortId, PortalDb db, Atlas atlas, StandingRules rules, Instant now, CancellationToken cancellation)
    {
        if (!ShortId.IsOne(shortId)) return null;
        var revision = await db.Revisions.AsNoTracking().Include(entry => entry.Opportunity)
            .FirstOrDefaultAsync(
                entry => entry.Opportunity.ShortId == shortId && entry.Number == entry.Opportunity.Revision, cancellation);
        if (revision is not { Opportunity: { State: not State.Draft } opportunity }) return null;
        var card = Card.Of(opportunity, revision.Content, atlas, rules);
        return new OpportunityFile
        {
            Card = card,
            Content = revision.Content,
            Standing = card.StandingAt(now),
            Now = now,
            SourceName = await db.Sources.Where(source => source.Key == opportunity.SourceKey)
                .Select(source => source.Name).SingleAsync(cancellation),
            History = await db.Journal.AsNoTracking().Where(entry => entry.OpportunityId == opportunity.Id)
                .OrderBy(entry => entry.Sequence)
                .Select(entry => new PublicEvent(entry.Sequence, entry.Change, entry.Revision, entry.At))
                .ToListAsync(cancellation),
            Why = await db.Statuses.Where(status => status.OpportunityId == opportunity.Id)
                .OrderByDescending(status => status.Id).Select(status => status.Why).FirstOrDefaultAsync(cancellation),
        };
    }
}

public sealed record PublicEvent(long Sequence, Change Change, int Revision, Instant At);
