using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OutreachPortal.Countries;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Search;

namespace OutreachPortal.Discovery;

/// <summary>
/// Follows the journal with this process's own index. Only a serving process has one. The commit carries database id,
/// generation and sequence, so that index and cursor can never disagree, whatever is killed when. Its rests are real
/// time whatever the house's clock says: nothing it writes depends on the hour.
/// </summary>
internal sealed class IndexFollower(
    IDbContextFactory<PortalDb> databases, Catalogue catalogue, DataDirectory directory, CurrentAtlas atlas,
    CurrentCategories categories, StandingRules rules, Opening opening, ILogger<IndexFollower> log) : BackgroundService
{
    const int EntriesAtOnce = 1_000;
    const int BuildAtOnce = 500;
    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan CommitEvery = TimeSpan.FromSeconds(1);
    static readonly TimeSpan RestAfterFault = TimeSpan.FromSeconds(2);

    Task<IndexSlot?> _ahead = Task.FromResult<IndexSlot?>(null);
    IndexSlot? _slot;
    SearchIndex? _index;
    (Guid Database, int Generation) _of;
    long _committed = -1;
    long _committedAt;

    /// <summary>
    /// Opens the newest index beside what else a start has to do, and hands it to the overture. Whether it is the right
    /// one, the database says in its turn; until then nobody is shown anything of it.
    /// </summary>
    public void OpenAhead(Func<SearchIndex, Task> play) => _ahead = Task.Run(async () =>
    {
        try
        {
            var slot = IndexSlot.Take(directory);
            if (slot.OpenAhead() is { } index) await play(index);
            return (IndexSlot?)slot;
        }
        catch (Exception obstacle) when (obstacle is IOException or UnauthorizedAccessException)
        {
            return null; // met again, and said, when the index is opened in its turn
        }
    });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await FollowAsync(stoppingToken)) await RestAsync(Rest, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault) when (
                fault is DbException or DbUpdateException or IOException or InvalidOperationException)
            {
                log.LogError(fault, "The index could not follow the journal; it goes on from where it was");
                await RestAsync(RestAfterFault, stoppingToken);
            }
        }
        Close();
    }

    /// <summary>A rest that the end of the process cuts short without a word.</summary>
    static async Task RestAsync(TimeSpan rest, CancellationToken stopping) =>
        await Task.Delay(rest, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>One step along the journal; false when there was nothing to do.</summary>
    async Task<bool> FollowAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var identity = await db.Identities.AsNoTracking().SingleAsync(cancellation);
        var head = await Journal.HeadAsync(db, cancellation);
        catalogue.HeadAtStart ??= head;
        var wanted = (identity.Id, identity.IndexGeneration);
        if (_index is null) await OpenAsync(db, wanted, head, cancellation);
        else if (wanted != _of) await RebuildAsync(db, wanted, cancellation);
        var moved = await CatchUpAsync(db, cancellation);
        CommitWhenDue(moved);
        return moved;
    }

    async Task OpenAsync(PortalDb db, (Guid, int) wanted, long head, CancellationToken cancellation)
    {
        _slot ??= await _ahead ?? IndexSlot.Take(directory);
        foreach (var organisation in await db.Organisations.AsNoTracking().ToListAsync(cancellation))
            catalogue.Name(organisation.Code, organisation.Name);
        var found = _slot.OpenNewest(
            data => Objection(data, wanted, head),
            reason => log.LogInformation("An index is built anew: {Reason}", reason));
        if (found is null)
        {
            await RebuildAsync(db, wanted, cancellation);
            return;
        }
        Serve(found, wanted, SequenceOf(found.CommittedData));
    }

    static string? Objection(
        IReadOnlyDictionary<string, string> data, (Guid Database, int Generation) wanted, long head)
    {
        if (data.GetValueOrDefault("database") != wanted.Database.ToString("N"))
            return "It belongs to another database.";
        if (data.GetValueOrDefault("generation") != Text(wanted.Generation))
            return "The lists it was built with have changed.";
        return SequenceOf(data) is var sequence && (sequence < 0 || sequence > head)
            ? "It is ahead of the journal, which was restored from an older copy."
            : null;
    }

    /// <summary>Builds the next index beside the one that serves, from the present of every public item.</summary>
    async Task RebuildAsync(PortalDb db, (Guid, int) wanted, CancellationToken cancellation)
    {
        atlas.Forget();
        categories.Forget();
        var sequence = await Journal.HeadAsync(db, cancellation);
        var next = _slot!.CreateNext();
        for (var after = 0L; ;)
        {
            var ids = await db.Opportunities.AsNoTracking()
                .Where(opportunity => opportunity.Id > after).OrderBy(opportunity => opportunity.Id).Take(BuildAtOnce)
                .Select(opportunity => opportunity.Id).ToListAsync(cancellation);
            if (ids.Count == 0) break;
            after = ids[^1];
            await WriteAsync(db, next, ids, cancellation);
        }
        var old = _index;
        next.Refresh();
        Serve(next, wanted, sequence);
        Commit();
        old?.Dispose();
        _slot.DropOlder();
    }

    void Serve(SearchIndex index, (Guid Database, int Generation) of, long sequence)
    {
        (_index, _of, _committed, _committedAt) = (index, of, sequence, Stopwatch.GetTimestamp());
        catalogue.Serve(index, of.Generation, sequence);
        opening.Declare();
    }

    async Task<bool> CatchUpAsync(PortalDb db, CancellationToken cancellation)
    {
        var entries = await Journal.ReadAsync(db, catalogue.Sequence, EntriesAtOnce, cancellation);
        if (entries.Count == 0) return false;
        await WriteAsync(db, _index!, [.. entries.Select(entry => entry.OpportunityId).Distinct()], cancellation);
        _index!.Refresh();
        catalogue.Advance(entries[^1].Sequence);
        return true;
    }

    /// <summary>
    /// Writes the present of the items, however often they changed since: doing it again changes nothing.
    /// </summary>
    async Task WriteAsync(PortalDb db, SearchIndex index, IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        var lists = (Atlas: await atlas.GetAsync(cancellation), Tree: await categories.GetAsync(cancellation));
        var shown = await db.Revisions.AsNoTracking().Include(revision => revision.Opportunity)
            .Where(revision => ids.Contains(revision.OpportunityId) && revision.Number == revision.Opportunity.Revision)
            .ToListAsync(cancellation);
        var trails = await Trail.ReadAsync(db, ids, cancellation);
        var hidden = shown.Where(revision => revision.Opportunity.State is State.Draft or State.Withdrawn).ToList();
        index.Delete(hidden.Select(revision => revision.Opportunity.ShortId));
        index.Upsert(shown.Except(hidden).Select(revision =>
        {
            var content = revision.Content;
            catalogue.Name(content.Organisation.Code, content.Organisation.Name);
            var card = Card.Of(revision.Opportunity, content, lists.Atlas, rules) with
            {
                Trail = trails.GetValueOrDefault(revision.OpportunityId, Trail.None),
            };
            return OpportunityIndex.DocumentOf(card, content, lists.Tree);
        }));
    }

    /// <summary>
    /// The searchable cursor runs ahead of the committed one: every second or 1,000 entries is often enough.
    /// </summary>
    void CommitWhenDue(bool moved)
    {
        var behind = catalogue.Sequence - _committed;
        if (behind == 0) return;
        if (!moved || behind >= EntriesAtOnce || Stopwatch.GetElapsedTime(_committedAt) >= CommitEvery) Commit();
    }

    void Commit()
    {
        _index!.Commit(new Dictionary<string, string>
        {
            ["database"] = _of.Database.ToString("N"),
            ["generation"] = Text(_of.Generation),
            ["sequence"] = catalogue.Sequence.ToString(CultureInfo.InvariantCulture),
        });
        (_committed, _committedAt) = (catalogue.Sequence, Stopwatch.GetTimestamp());
    }

    void Close()
    {
        catalogue.Close();
        if (_index is not null && catalogue.Sequence > _committed) Commit();
        _index?.Dispose();
        _slot?.Dispose();
    }

    static long SequenceOf(IReadOnlyDictionary<string, string> data) =>
        long.TryParse(data.GetValueOrDefault("sequence"), CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : -1;

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
