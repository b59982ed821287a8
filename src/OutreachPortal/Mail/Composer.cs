using System.Text;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Text;

namespace OutreachPortal.Mail;

/// <summary>
/// Makes a message of a letter. Every header is set here from something that cannot hold a line break, whatever a title
/// or a name holds; both bodies are encoded, so no line of theirs is long or begins with a dot that means something.
/// </summary>
internal sealed class Composer(IOptions<MailOptions> options, TimeProvider clock)
{
    const int LongestSubject = 150;

    readonly MailboxAddress _from = MailboxAddress.Parse(options.Value.From);

    public string Domain => _from.Domain;

    public MailboxAddress From => _from;

    public MimeMessage Compose(OutgoingLetter outgoing)
    {
        var letter = outgoing.Letter;
        var message = new MimeMessage();
        message.From.Add(_from);
        message.To.Add(new MailboxAddress(null, letter.To));
        message.Subject = SubjectOf(letter.Subject);
        message.Date = clock.GetUtcNow();
        message.MessageId = MessageIdOf(outgoing.DeliveryId);
        foreach (var (name, value) in HeadersOf(outgoing)) message.Headers.Add(name, value);
        message.Body = new MultipartAlternative(
            Part(TextFormat.Plain, letter.Text), Part(TextFormat.Html, letter.Html));
        return message;
    }

    public string MessageIdOf(Guid delivery) => $"{delivery:N}@{Domain}";

    /// <summary>What it carries beyond the headers of all mail. A letter that ends nothing is of no list.</summary>
    public IEnumerable<KeyValuePair<string, string>> HeadersOf(OutgoingLetter outgoing)
    {
        var letter = outgoing.Letter;
        yield return new("Auto-Submitted", "auto-generated");
        yield return new("X-Auto-Response-Suppress", "OOF, AutoReply");
        yield return new("Content-Language", letter.Language.Code);
        yield return new("Feedback-ID", $"{KindOf(outgoing)}:{letter.TemplateVersion}:portal:{Domain}");
        if (letter.ListId is null) yield break;
        yield return new("Precedence", "bulk");
        yield return new("List-Id", $"<{Token(letter.ListId)}.{Domain}>");
        if (letter.Help is { } help) yield return new("List-Help", $"<{help.AbsoluteUri}>");
        if (letter.Unsubscribe is null) yield break;
        yield return new("List-Unsubscribe", UnsubscribeOf(letter));
        yield return new("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    public static string KindOf(OutgoingLetter outgoing) => outgoing.Kind.ToString().ToLowerInvariant();

    string UnsubscribeOf(Letter letter) => letter.UnsubscribeToken is null
        ? $"<{letter.Unsubscribe!.AbsoluteUri}>"
        : $"<{letter.Unsubscribe!.AbsoluteUri}>, <mailto:unsubscribe+{Token(letter.UnsubscribeToken)}@{Domain}>";

    /// <summary>One line, no longer than a list of letters shows.</summary>
    public static string SubjectOf(string text)
    {
        var line = string.Join(' ', Cleaned(text).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= LongestSubject) return line;
        var cut = LongestSubject - 1;
        while (cut > 0 && (char.IsLowSurrogate(line[cut]) || IsMark(line, cut))) cut--;
        return $"{line[..cut].TrimEnd()}…";
    }

    static bool IsMark(string text, int at) => char.GetUnicodeCategory(text, at)
        is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark;

    /// <summary>Control characters, line and paragraph separators and halves of pairs become spaces.</summary>
    static string Cleaned(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or 0xFFFD) clean.Append(' ');
            else clean.Append(rune.ToString());
        }
        return clean.ToString();
    }

    static string Token(string token) =>
        token.Length > 0 && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        ? token : throw new InvalidOperationException("A token of a letter has a character that no header may hold.");

    /// <summary>Text of one's own alphabet stays readable in the source; of another it is shorter so.</summary>
    static TextPart Part(TextFormat format, string text) => new(format)
    {
        Text = text,
        ContentTransferEncoding = text.Count(char.IsAscii) * 2 > text.Length
            ? ContentEncoding.QuotedPrintable : ContentEncoding.Base64,
    };
}
