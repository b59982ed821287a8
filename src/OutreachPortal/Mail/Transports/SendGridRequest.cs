using SendGrid.Helpers.Mail;
using Mailbox = SendGrid.Helpers.Mail.EmailAddress;

namespace OutreachPortal.Mail;

/// <summary>
/// Letters as one request of SendGrid's v3 mail/send. What is the same for all is said once, so letters are grouped by
/// what they say; the token of unsubscribing, in which letters to a thousand people about one notice differ, is put in
/// by the provider. Nothing in it tells the provider more of a person than the address: categories and arguments of a
/// message are kept for ever and cannot be taken back.
/// </summary>
internal sealed class SendGridRequest(Composer composer, SendGridOptions options)
{
    const string Tag = "-unsubscribe-token-";

    /// <summary>Letters that may share a request: the same words, and no address twice.</summary>
    public static IEnumerable<IReadOnlyList<OutgoingLetter>> Groups(IEnumerable<OutgoingLetter> letters) =>
        letters.GroupBy(letter => (letter.Kind, Shared(letter.Letter)))
            .SelectMany(alike => alike
                .GroupBy(letter => letter.Letter.To, StringComparer.OrdinalIgnoreCase)
                .SelectMany(same => same.Select((letter, time) => (Letter: letter, Time: time)))
                .GroupBy(pair => pair.Time, pair => pair.Letter))
            .Select(group => (IReadOnlyList<OutgoingLetter>)[.. group]);

    public SendGridMessage Of(IReadOnlyList<OutgoingLetter> group)
    {
        var letter = Shared(group[0].Letter);
        return new SendGridMessage
        {
            From = new Mailbox(composer.From.Address, composer.From.Name is { Length: > 0 } name ? name : null),
            Subject = Composer.SubjectOf(letter.Subject),
            Contents = [new Content("text/plain", letter.Text), new Content("text/html", letter.Html)],
            Categories = [Composer.KindOf(group[0])],
            Personalizations = [.. group.Select(PersonalizationOf)],
            // Otherwise every link is rewritten and a pixel is put in.
            TrackingSettings = new TrackingSettings
            {
                ClickTracking = new ClickTracking { Enable = false, EnableText = false },
                OpenTracking = new OpenTracking { Enable = false },
                SubscriptionTracking = new SubscriptionTracking { Enable = false },
                Ganalytics = new Ganalytics { Enable = false },
            },
            MailSettings = options.Sandbox
                ? new MailSettings { SandboxMode = new SandboxMode { Enable = true } } : null,
        };
    }

    Personalization PersonalizationOf(OutgoingLetter outgoing) => new()
    {
        Tos = [new Mailbox(outgoing.Letter.To)],
        Headers = composer.HeadersOf(outgoing)
            .Append(new("Message-ID", $"<{composer.MessageIdOf(outgoing.DeliveryId)}>"))
            .ToDictionary(header => header.Key, header => header.Value),
        CustomArgs = new() { ["did"] = outgoing.DeliveryId.ToString("N") },
        Substitutions = outgoing.Letter.UnsubscribeToken is { Length: > 0 } token ? new() { [Tag] = token } : null,
    };

    /// <summary>A letter without what is one person's own.</summary>
    static Letter Shared(Letter letter) => letter with
    {
        To = "",
        Text = WithoutToken(letter.Text, letter.UnsubscribeToken),
        Html = WithoutToken(letter.Html, letter.UnsubscribeToken),
        Unsubscribe = null,
        UnsubscribeToken = null,
    };

    static string WithoutToken(string text, string? token) =>
        token is { Length: > 0 } ? text.Replace(token, Tag, StringComparison.Ordinal) : text;
}
