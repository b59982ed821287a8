using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Languages;
using OutreachPortal.Mail;
using OutreachPortal.Shell;

namespace OutreachPortal.Alerts;

/// <summary>
/// Writes the letters about the alerts themselves: confirm, manage, still wanted? What they say is decided as they
/// leave, so that a link in them is as young as the letter.
/// </summary>
internal sealed class OwnLetters(
    PortalDb db, AlertTexts texts, AlertLinks links, Portal portal, IOptions<AlertsOptions> limits, TimeProvider clock,
    LetterPress press) : ILetterWriter
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

    public Task SettledAsync(PortalDb db, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation) => Task.CompletedTask;

    async Task<Draft> WriteAsync(Delivery delivery, CancellationToken cancellation)
    {
        var person = await db.Subscribers.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == delivery.Recipient, cancellation);
        if (person?.Email is not { } address) return Gone;
        var letter = delivery.Kind switch
        {
            LetterKind.Confirm => await ConfirmAsync(person, delivery, cancellation),
            LetterKind.Manage => Manage(person),
            _ => Keep(person),
        };
        return letter is null ? Gone : new Written(new Letter
        {
            To = address, Language = letter.Words.Language, Subject = letter.Subject,
            Text = letter.ToText(), Html = await press.PrintAsync<PlainEmail>(
                new Dictionary<string, object?> { [nameof(PlainEmail.Letter)] = letter }),
        });
    }

    /// <summary>The alert that the slot names: to be confirmed, or there already.</summary>
    async Task<PlainLetter?> ConfirmAsync(Subscriber person, Delivery delivery, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(delivery.Slot.Split(':')[0], "N", out var id)) return null;
        var alert = await db.Subscriptions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellation);
        if (alert is null or { EndedAt: not null }) return null;
        var words = alert.StartedAt is null ? WordsOf(alert.Language) : WordsOf(person.Language);
        var sentence = await texts.OfAsync(words, alert, cancellation);
        return alert.StartedAt is null
            ? Letter(
                words, "confirm", links.ToConfirm(ConfirmToken.For(alert)), limits.Value.ConfirmWithinDays, sentence)
            : Letter(words, "already", ManageLink(person), limits.Value.ManageLinkMinutes, sentence);
    }

    PlainLetter Manage(Subscriber person) =>
        Letter(WordsOf(person.Language), "manage", ManageLink(person), limits.Value.ManageLinkMinutes);

    PlainLetter Keep(Subscriber person) => Letter(
        WordsOf(person.Language), "keep", links.ToKeep(new(person.Id, person.TokenVersion, Now)),
        limits.Value.EndAfterAskingDays);

    /// <param name="most">How long the link holds, or until when an answer is awaited.</param>
    PlainLetter Letter(Words words, string kind, Uri link, int most, params IReadOnlyList<string> about) => new()
    {
        Words = words,
        Subject = words[$"alerts.letter.{kind}.subject"],
        Lines = [words[$"alerts.letter.{kind}.first"], .. about],
        Link = link,
        LinkText = words[$"alerts.letter.{kind}.button"],
        After = [words.Plural($"alerts.letter.{kind}.until", most), words[$"alerts.letter.{kind}.last"]],
        Sender = new(portal.AddressOf($"/{words.Language.Code}"), portal.Name),
    };

    Uri ManageLink(Subscriber person) => links.ToManage(new(person.Id, person.TokenVersion, Now));

    Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    static Words WordsOf(string language) => Phrases.For(Language.Find(language) ?? Language.English);
}
