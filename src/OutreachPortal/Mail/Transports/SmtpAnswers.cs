using System.Globalization;
using System.Text.RegularExpressions;
using MailKit.Net.Smtp;
using NodaTime;

namespace OutreachPortal.Mail;

/// <summary>
/// What a relay's refusal means (RFC 5321 4.2, RFC 3463). Only an answer that says that there is no such mailbox speaks
/// of the person; one about policy speaks of us, and must never cost anybody his alerts.
/// </summary>
internal static partial class SmtpAnswers
{
    static readonly Duration Slow = Duration.FromSeconds(30);
    static readonly Duration Repair = Duration.FromMinutes(5);

    public static SendResult Of(Guid delivery, SmtpErrorCode about, int code, string text)
    {
        var enhanced = EnhancedIn(text);
        var (outcome, mailbox) = ClassOf(code, enhanced);
        return new SendResult(delivery, outcome)
        {
            Code = code.ToString(CultureInfo.InvariantCulture),
            Enhanced = enhanced,
            Text = text,
            Mailbox = mailbox,
            Trouble = mailbox == MailboxWord.Nothing ? TroubleOf(about, code, enhanced) : null,
        };
    }

    static (AttemptOutcome, MailboxWord) ClassOf(int code, string? enhanced) => (code, enhanced) switch
    {
        (_, "5.2.2" or "4.2.2") => (AttemptOutcome.Transient, MailboxWord.Full),
        (550, "5.1.1" or "5.1.10") or (551 or 553, not null) => IsPolicy(enhanced)
            ? (AttemptOutcome.Transient, MailboxWord.Nothing) : (AttemptOutcome.Permanent, MailboxWord.Gone),
        (551 or 553, null) => (AttemptOutcome.Permanent, MailboxWord.Gone),
        (>= 500, _) when !IsPolicy(enhanced) => (AttemptOutcome.Permanent, MailboxWord.Nothing),
        _ => (AttemptOutcome.Transient, MailboxWord.Nothing),
    };

    /// <summary>
    /// A sender that is not accepted is nobody's letter's fault. A refusal by policy may be meant for one recipient
    /// after all: it counts, so that his letter does not stop all others for ever.
    /// </summary>
    static ChannelTrouble? TroubleOf(SmtpErrorCode about, int code, string? enhanced) => (about, code) switch
    {
        (SmtpErrorCode.SenderNotAccepted, >= 500) => new(Repair, true, $"the relay does not accept our sender: {code}"),
        (_, >= 500) when IsPolicy(enhanced) =>
            new(Repair, true, $"the relay refuses by policy: {code} {enhanced}") { Counts = true },
        (_, 421 or 452) => new(Slow, false, $"the relay asks for less: {code}") { Counts = true },
        _ => null,
    };

    static bool IsPolicy(string? enhanced) => enhanced?.StartsWith("5.7.", StringComparison.Ordinal) == true;

    static string? EnhancedIn(string text) =>
        Enhanced().Match(text) is { Success: true } match ? match.Value : null;

    [GeneratedRegex(
        @"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Enhanced();
}
