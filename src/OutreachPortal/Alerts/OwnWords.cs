using Microsoft.Extensions.Options;
using NodaTime;
using OutreachPortal.Languages;
using OutreachPortal.Shell;

namespace OutreachPortal.Alerts;

/// <summary>What the letters about the alerts themselves say, and where the link of each leads.</summary>
internal sealed class OwnWords(
    AlertLinks links, Portal portal, IOptions<AlertsOptions> limits, TimeProvider clock)
{
    public PlainLetter Confirm(Words words, ConfirmToken token, string alert) =>
        Letter(words, "confirm", links.ToConfirm(token), limits.Value.ConfirmWithinDays, alert);

    public PlainLetter Already(Subscriber person, string alert) => Letter(
        WordsOf(person.Language), "already", links.ToManage(TokenOf(person)), limits.Value.ManageLinkMinutes, alert);

    public PlainLetter Manage(Subscriber person) => Letter(
        WordsOf(person.Language), "manage", links.ToManage(TokenOf(person)), limits.Value.ManageLinkMinutes);

    public PlainLetter Keep(Subscriber person) => Letter(
        WordsOf(person.Language), "keep", links.ToKeep(TokenOf(person)), limits.Value.EndAfterAskingDays);

    public static Words WordsOf(string language) => Phrases.For(Language.Find(language) ?? Language.English);

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

    ManageToken TokenOf(Subscriber person) =>
        new(person.Id, person.TokenVersion, Instant.FromDateTimeOffset(clock.GetUtcNow()));
}
