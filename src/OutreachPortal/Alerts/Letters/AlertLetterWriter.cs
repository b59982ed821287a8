using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Mail;

namespace OutreachPortal.Alerts;

/// <summary>Writes the letters that alerts send, when they are about to leave: nobody gets what was true last night.</summary>
internal sealed class AlertLetterWriter(
    IDbContextFactory<PortalDb> databases, LetterContents contents, LetterPress press, AlertLinks links,
    AlertFigures figures, TimeProvider clock) : ILetterWriter
{
    /// <summary>Raised with the wording.</summary>
    public const int TemplateVersion = 1;

    public IReadOnlyCollection<LetterKind> Kinds { get; } = [LetterKind.Immediate, LetterKind.Daily, LetterKind.Weekly];

    public async Task<Draft> WriteAsync(Delivery delivery, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var person = await db.Subscribers.AsNoTracking()
            .SingleOrDefaultAsync(subscriber => subscriber.Id == delivery.Recipient, cancellation);
        if (person is not { Email: not null, State: SubscriberState.Active }) return NobodyFor(person);
        var all = await Enclosure.ReadAsync(db, delivery.Id, cancellation);
        var wanted = all.FindAll(enclosure => enclosure.Alert.EndedAt is null);
        if (wanted.Count == 0) return new NotWanted(DeliveryState.Cancelled, "ended");
        var now = Now;
        var letter = await contents.ReadAsync(
            db, delivery, person, [.. wanted.Where(enclosure => !enclosure.IsLate(now))], now, cancellation);
        return letter is null
            ? new NotWanted(DeliveryState.Expired, "over")
            : new Written(await PrintAsync(db, letter, person, wanted, cancellation));
    }

    public async Task SettledAsync(PortalDb db, Delivery delivery, CancellationToken cancellation)
    {
        if (delivery is { State: DeliveryState.Accepted, Kind: LetterKind.Immediate, AcceptedAt: { } at })
            await MeasureAsync(db, delivery.Id, at, cancellation);
        var (now, reason) = (Now, delivery.LastText);
        var inLetter = db.Obligations.Where(obligation =>
            obligation.DeliveryId == delivery.Id && obligation.State == ObligationState.Batched);
        if (delivery.State == DeliveryState.Accepted)
        {
            await inLetter.Where(obligation => obligation.ExpiresAt <= now).ExecuteUpdateAsync(set => set
                .SetProperty(obligation => obligation.State, ObligationState.Expired)
                .SetProperty(obligation => obligation.Reason, "deadline"), cancellation);
            await inLetter.ExecuteUpdateAsync(
                set => set.SetProperty(obligation => obligation.State, ObligationState.Done), cancellation);
            return;
        }
        var end = EndOf(delivery.State);
        await inLetter.ExecuteUpdateAsync(set => set.SetProperty(obligation => obligation.State, end)
            .SetProperty(obligation => obligation.Reason, reason), cancellation);
    }

    /// <summary>A letter from what it says, as the postman and a preview get it.</summary>
    public async Task<Letter> PrintAsync(AlertLetter letter, string to, UnsubscribeToken token, string list)
    {
        var (text, shown) = AlertText.Of(letter);
        return new Letter
        {
            To = to, Language = letter.Reader.Visit.Language, Subject = new LetterWords(letter).Subject, Text = text,
            Html = await press.PrintAsync<AlertEmail>(new Dictionary<string, object?> { ["Letter"] = shown }),
            ListId = list, Unsubscribe = links.ToUnsubscribe(token), UnsubscribeToken = token.Token,
            Help = new Uri(letter.Manage), TemplateVersion = TemplateVersion,
        };
    }

    /// <summary>One click ends the alert that speaks first in an immediate letter, all of its frequency in a digest.</summary>
    async Task<Letter> PrintAsync(
        PortalDb db, AlertLetter letter, Subscriber person, List<Enclosure> wanted, CancellationToken cancellation)
    {
        var tokens = await AlertTokens.ReadAsync(db, person.Id, [letter.Items[0].Alert], Now, cancellation);
        var (scope, list) = letter.Kind switch
        {
            LetterKind.Daily => (Scopes.Daily, Scopes.Daily),
            LetterKind.Weekly => (Scopes.Weekly, Scopes.Weekly),
            _ => (Scopes.Of(letter.Items[0].Alert), $"alert-{letter.Items[0].Alert:N}"),
        };
        return await PrintAsync(letter, person.Email!, tokens.Of(scope), list);
    }

    async Task MeasureAsync(PortalDb db, Guid delivery, Instant accepted, CancellationToken cancellation)
    {
        var published = await db.Obligations.Where(obligation => obligation.DeliveryId == delivery)
            .Select(obligation => (Instant?)obligation.OwedAt).MinAsync(cancellation);
        if (published is { } at) figures.Accepted(accepted - at);
    }

    static NotWanted NobodyFor(Subscriber? person) => person?.State == SubscriberState.Suppressed
        ? new NotWanted(DeliveryState.Suppressed, "suppressed")
        : new NotWanted(DeliveryState.Cancelled, "erased");

    static ObligationState EndOf(DeliveryState state) => state switch
    {
        DeliveryState.Cancelled => ObligationState.Cancelled,
        DeliveryState.Expired => ObligationState.Expired,
        DeliveryState.Suppressed => ObligationState.Suppressed,
        _ => ObligationState.Failed,
    };

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());
}
