using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Countries;
using OutreachPortal.Data;

namespace OutreachPortal.Opportunities;

/// <summary>Everything the public may read of one opportunity, from the database.</summary>
public sealed record OpportunityFile
{
    public required Card Card { get; init; }

    public required Content Content { get; init; }

    public required Standing Standing { get; init; }

    public required Instant Now { get; init; }

    public required string SourceName { get; init; }

    /// <summary>The files of the notice, each with whether its source owns the address.</summary>
    public IReadOnlyList<ListedDocument> Documents { get; init; } = [];

    /// <summary>What became public, oldest first.</summary>
    public IReadOnlyList<PublicEvent> History { get; init; } = [];

    /// <summary>The item at each of these moments, with what had changed.</summary>
    public IReadOnlyList<PublicVersion> Versions { get; init; } = [];

    /// <summary>Why it was cancelled, withdrawn or awarded, where the source says so.</summary>
    public string? Why { get; init; }

    internal static async Task<OpportunityFile?> FindAsync(
        string shortId, PortalDb db, Atlas atlas, StandingRules rules, Instant now, CancellationToken cancellation)
    {
        if (!ShortId.IsOne(shortId)) return null;
        var revision = await db.Revisions.AsNoTracking().Include(entry => entry.Opportunity)
            .FirstOrDefaultAsync(
                entry => entry.Opportunity.ShortId == shortId && entry.Number == entry.Opportunity.Revision,
                cancellation);
        if (revision is not { Opportunity: { State: not State.Draft } opportunity }) return null;
        var history = await HistoryAsync(opportunity.Id, db, cancellation);
        var card = Card.Of(opportunity, revision.Content, atlas, rules) with { Trail = Trail.Of(history) };
        var source = await db.Sources.AsNoTracking()
            .SingleAsync(entry => entry.Key == opportunity.SourceKey, cancellation);
        return new OpportunityFile
        {
            Card = card,
            Content = revision.Content,
            Standing = card.StandingAt(now),
            Now = now,
            SourceName = source.Name,
            Documents = [.. revision.Content.Documents
                .Select(document => new ListedDocument(document, source.Owns(document.Url)))],
            History = history,
            Versions = await PublicVersion.ReadAsync(db, opportunity, history, rules, cancellation),
            Why = await db.Statuses.Where(status => status.OpportunityId == opportunity.Id)
                .OrderByDescending(status => status.Id).Select(status => status.Why).FirstOrDefaultAsync(cancellation),
        };
    }

    static async Task<IReadOnlyList<PublicEvent>> HistoryAsync(
        long opportunity, PortalDb db, CancellationToken cancellation) =>
        await db.Journal.AsNoTracking().Where(entry => entry.OpportunityId == opportunity)
            .OrderBy(entry => entry.Sequence)
            .Select(entry => new PublicEvent(entry.Sequence, entry.Change, entry.Revision, entry.At))
            .ToListAsync(cancellation);
}

public sealed record PublicEvent(long Sequence, Change Change, int Revision, Instant At)
{
    internal static PublicEvent Of(JournalEntry entry) => new(entry.Sequence, entry.Change, entry.Revision, entry.At);
}

/// <summary>A document as it is shown: linked only where its host is one that the source lists.</summary>
public sealed record ListedDocument(Document Document, bool IsLinked);
