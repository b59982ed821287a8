using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Languages;
using OutreachPortal.Mail;

namespace OutreachPortal.Alerts;

internal enum LinkState
{
    Good,
    Late,

    /// <summary>Tampered with, spent, or of somebody who is gone: nothing says which.</summary>
    Unknown,
}

internal enum OwnOutcome
{
    Done,
    Erased,

    /// <summary>Somebody else's alert.</summary>
    Strange,

    Unreadable,
}

/// <summary>What a person may do with their own alerts, and with nobody else's.</summary>
internal sealed class OwnAlerts(
    PortalDb db, AlertTexts texts, Endings endings, IOptions<AlertsOptions> limits, TimeProvider clock,
    ILogger<OwnAlerts> log)
{
    const int EndedShown = 20;

    static readonly Duration Pause = Duration.FromDays(30);
    static readonly JsonSerializerOptions Readable = new(Columns.Json) { WriteIndented = true };

    public Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow()).ToMicroseconds();

    public async Task<(Subscriber? Person, LinkState State)> FindAsync(
        ManageToken? token, CancellationToken cancellation)
    {
        if (token is not { } opened) return (null, LinkState.Unknown);
        var person = await db.Subscribers.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == opened.Subscriber, cancellation);
        if (person is null || person.Email is null || person.TokenVersion != opened.Version)
            return (null, LinkState.Unknown);
        return (person, Now - opened.At < limits.Value.ManageLink ? LinkState.Good : LinkState.Late);
    }

    /// <summary>One statement spends a link, and every other that was made before: of two clicks one gets in.</summary>
    public async Task<bool> SpendAsync(ManageToken token, CancellationToken cancellation)
    {
        var now = Now;
        return await db.Subscribers
            .Where(person => person.Id == token.Subscriber && person.TokenVersion == token.Version)
            .ExecuteUpdateAsync(set => set.SetProperty(person => person.TokenVersion, token.Version + 1)
                .SetProperty(person => person.ActedAt, now)
                .SetProperty(person => person.KeepAskedAt, (Instant?)null), cancellation) == 1;
    }

    /// <summary>Whom a session lets in; null where another link was spent since, or nobody is there any more.</summary>
    public async Task<Subscriber?> VisitorAsync(ManageToken? session, CancellationToken cancellation) =>
        session is { } token
            ? await db.Subscribers.SingleOrDefaultAsync(
                person => person.Id == token.Subscriber && person.TokenVersion == token.Version
                    && person.Email != null, cancellation)
            : null;

    public async Task<IReadOnlyList<OwnAlert>> ListAsync(Subscriber person, CancellationToken cancellation)
    {
        var words = Phrases.For(Language.Find(person.Language) ?? Language.English);
        var now = Now;
        List<OwnAlert> list = [];
        foreach (var alert in await ActiveAsync(person, cancellation))
        {
            list.Add(new(alert.Id, await texts.OfAsync(words, alert, cancellation), alert.Frequency)
            {
                PausedUntil = alert.IsPausedAt(now) ? alert.PausedUntil : null,
                IsConfirmed = alert.StartedAt is not null,
                Offered = await IsBroadAsync(alert, cancellation) ? [Frequency.Weekly] : Enum.GetValues<Frequency>(),
            });
        }
        return list;
    }

    /// <summary>What ended lately, with the reason and where it is asked for again.</summary>
    public async Task<IReadOnlyList<PageItem>> EndedAsync(Subscriber person, CancellationToken cancellation)
    {
        var visit = Personal.In(person.Language);
        var since = Now - Duration.FromDays(limits.Value.KeepAddressDays);
        var ended = await db.Subscriptions.AsNoTracking()
            .Where(alert => alert.SubscriberId == person.Id && alert.EndedAt > since
                && alert.EndReason != EndReason.Changed && alert.StartedAt != null)
            .OrderByDescending(alert => alert.EndedAt).Take(EndedShown).ToListAsync(cancellation);
        List<PageItem> items = [];
        foreach (var alert in ended)
        {
            var sentence = await texts.OfAsync(visit.Words, alert, cancellation);
            var address = await texts.AddressOfAsync(
                visit.Language, alert.CriteriaId, alert.OpportunityId, cancellation);
            items.Add(new(
                visit.Words.With(
                    "alerts.ended.item", ("what", sentence), ("day", visit.Words.Dates.Day(alert.EndedAt!.Value)),
                    ("why", visit.Words[$"alerts.ended.{WordOf(alert.EndReason)}"])),
                new PageLink(address, visit.Words["alerts.ask-anew"])));
        }
        return items;
    }

    public async Task<OwnOutcome> ActAsync(Subscriber person, IFormCollection form, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var outcome = form["do"].ToString() switch
        {
            "choose" => Choose(person, form),
            "stop-all" => await StopAllAsync(person, cancellation),
            "erase" => await EraseAsync(person, cancellation),
            var verb => await WithOneAsync(person, verb, form, cancellation),
        };
        if (outcome is OwnOutcome.Done or OwnOutcome.Erased)
        {
            if (outcome == OwnOutcome.Done) person.Act(Now);
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
        return outcome;
    }

    /// <summary>Everything that is kept of a person, for them to keep.</summary>
    public async Task<byte[]> ExportAsync(Subscriber person, CancellationToken cancellation)
    {
        var alerts = await (
            from alert in db.Subscriptions.AsNoTracking()
            join criteria in db.SharedCriteria on alert.CriteriaId equals criteria.Id into asked
            from criteria in asked.DefaultIfEmpty()
            join item in db.Opportunities on alert.OpportunityId equals item.Id into followed
            from item in followed.DefaultIfEmpty()
            where alert.SubscriberId == person.Id
            orderby alert.AskedAt
            select new
            {
                criteria = criteria.Text, follows = item.ShortId, alert.Frequency, alert.Language, alert.AskedAt,
                alert.StartedAt, alert.PausedUntil, alert.EndedAt, alert.EndReason,
            }).ToListAsync(cancellation);
        var letters = await db.Deliveries.AsNoTracking().Where(letter => letter.Recipient == person.Id)
            .OrderBy(letter => letter.CreatedAt)
            .Select(letter => new { letter.Kind, letter.CreatedAt, letter.State, letter.AcceptedAt })
            .ToListAsync(cancellation);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            person.Email, person.Language, person.Zone, person.CreatedAt, person.ConfirmedAt, person.ActedAt,
            alerts, letters,
        }, Readable);
    }

    static string WordOf(EndReason? reason) => reason switch
    {
        EndReason.HardBounce => "bounce",
        EndReason.Complaint => "complaint",
        EndReason.NoLongerWanted => "silence",
        _ => "unsubscribed",
    };

    Task<List<Subscription>> ActiveAsync(Subscriber person, CancellationToken cancellation) =>
        db.Subscriptions.Where(alert => alert.SubscriberId == person.Id && alert.EndedAt == null)
            .OrderBy(alert => alert.AskedAt).ToListAsync(cancellation);

    static OwnOutcome Choose(Subscriber person, IFormCollection form)
    {
        if (Language.Find(form["language"]) is not { } language || !Zones.IsOne(form["zone"]))
            return OwnOutcome.Unreadable;
        (person.Language, person.Zone) = (language.Code, form["zone"].ToString());
        return OwnOutcome.Done;
    }

    async Task<OwnOutcome> StopAllAsync(Subscriber person, CancellationToken cancellation)
    {
        await endings.EndAllAsync(db, person.Id, EndReason.Unsubscribed, cancellation);
        return OwnOutcome.Done;
    }

    async Task<OwnOutcome> EraseAsync(Subscriber person, CancellationToken cancellation)
    {
        await new Erasure(endings).EraseAsync(db, person, Now, cancellation);
        return OwnOutcome.Erased;
    }

    async Task<OwnOutcome> WithOneAsync(
        Subscriber person, string verb, IFormCollection form, CancellationToken cancellation)
    {
        if (verb is not ("stop" or "pause" or "resume" or "change") || !Guid.TryParse(form["alert"], out var id))
            return OwnOutcome.Unreadable;
        var alert = await db.Subscriptions.SingleOrDefaultAsync(
            row => row.Id == id && row.SubscriberId == person.Id && row.EndedAt == null, cancellation);
        if (alert is null)
        {
            log.LogWarning(
                "Audit: {Person} asked to {Verb} the alert {Alert}, which is not theirs", person.Id, verb, id);
            return OwnOutcome.Strange;
        }
        return await ActOnAsync(alert, verb, form, cancellation);
    }

    async Task<OwnOutcome> ActOnAsync(
        Subscription alert, string verb, IFormCollection form, CancellationToken cancellation)
    {
        switch (verb)
        {
            case "stop":
                await endings.EndAsync(db, [alert.Id], EndReason.Unsubscribed, cancellation);
                return OwnOutcome.Done;
            case "pause":
                alert.Pause(Now + Pause);
                return OwnOutcome.Done;
            case "resume":
                alert.Resume(Now);
                return OwnOutcome.Done;
            default:
                return await ChangeAsync(alert, form["frequency"].ToString(), cancellation);
        }
    }

    async Task<OwnOutcome> ChangeAsync(Subscription alert, string frequency, CancellationToken cancellation)
    {
        if (!alert.IsActive || !Enum.TryParse<Frequency>(frequency, ignoreCase: true, out var wanted)
            || !Enum.IsDefined(wanted) || (wanted != Frequency.Weekly && await IsBroadAsync(alert, cancellation)))
            return OwnOutcome.Unreadable;
        if (wanted == alert.Frequency) return OwnOutcome.Done;
        var next = alert.Change(wanted, Now);
        await db.SaveChangesAsync(cancellation); // before its place is taken: an index allows one
        db.Subscriptions.Add(next);
        await db.SaveChangesAsync(cancellation);
        await endings.MoveAsync(db, alert.Id, next, cancellation);
        return OwnOutcome.Done;
    }

    async Task<bool> IsBroadAsync(Subscription alert, CancellationToken cancellation) =>
        await SharedCriteria.FindAsync(db, alert.CriteriaId, cancellation) is { } criteria && Askable.IsBroad(criteria);
}

/// <summary>One alert as its owner sees it.</summary>
public sealed record OwnAlert(Guid Id, string Sentence, Frequency Frequency)
{
    public Instant? PausedUntil { get; init; }

    public bool IsConfirmed { get; init; }

    /// <summary>Which frequencies it may have.</summary>
    public IReadOnlyList<Frequency> Offered { get; init; } = [];
}

/// <summary>What holds for all alerts of a person.</summary>
public sealed record OwnChoices(string Email, string Language, string Zone)
{
    internal static OwnChoices Of(Subscriber person) => new(person.Email ?? "", person.Language, person.Zone);
}
