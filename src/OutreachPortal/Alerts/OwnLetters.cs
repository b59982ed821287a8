using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Mail;

namespace OutreachPortal.Alerts;

/// <summary>
/// Writes the letters about the alerts themselves: confirm, manage, still wanted? What they say is decided as they
/// leave, so that a link in them is as young as the letter.
/// </summary>
internal sealed class OwnLetters(
    PortalDb db, AlertTexts texts, OwnWords own, LetterPress press) : ILetterWriter
{
    static readonly NotWanted Gone = new(DeliveryState.Cancelled, "Nobody asks for it any more.");

    public IReadOnlyCollection<LetterKind> Kinds { get; } = [LetterKind.Confirm, LetterKind.Manage, LetterKind.Notice];

    public async Task<IReadOnlyList<Draft>> WriteAsync(
        IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        List<Draft> drafts = [];
        foreach (var delivery in deliveries) drafts.Add(await WriteAsync(delivery, cancellation));
        return drafts;
    }

    public Task SettledAsync(
        PortalDb db, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation) => Task.CompletedTask;

    async Task<Draft> WriteAsync(Delivery delivery, CancellationToken cancellation)
    {
        var person = await db.Subscribers.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == delivery.Recipient, cancellation);
        if (person?.Email is not { } address) return Gone;
        var letter = delivery.Kind switch
        {
            LetterKind.Confirm => await ConfirmAsync(person, delivery, cancellation),
            LetterKind.Manage => own.Manage(person),
            _ => own.Keep(person),
        };
        return letter is null ? Gone : new Written(await PrintAsync(press, letter, address));
    }

    /// <summary>As the postman and a preview get it.</summary>
    public static async Task<Letter> PrintAsync(LetterPress press, PlainLetter letter, string to) => new()
    {
        To = to, Language = letter.Words.Language, Subject = letter.Subject, Text = letter.ToText(),
        Html = await press.PrintAsync<PlainEmail>(
            new Dictionary<string, object?> { [nameof(PlainEmail.Letter)] = letter }),
    };

    /// <summary>The alert that the slot names: to be confirmed, or there already.</summary>
    async Task<PlainLetter?> ConfirmAsync(Subscriber person, Delivery delivery, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(delivery.Slot.Split(':')[0], "N", out var id)) return null;
        var alert = await db.Subscriptions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellation);
        if (alert is null or { EndedAt: not null }) return null;
        var words = OwnWords.WordsOf(alert.StartedAt is null ? alert.Language : person.Language);
        var sentence = await texts.OfAsync(words, alert, cancellation);
        return alert.StartedAt is null
            ? own.Confirm(words, ConfirmToken.For(alert), sentence)
            : own.Already(person, sentence);
    }
}
