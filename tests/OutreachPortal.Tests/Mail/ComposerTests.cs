using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;
using MimeKit;
using OutreachPortal.Languages;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

public sealed class ComposerTests
{
    static readonly Guid Id = Guid.Parse("0199f1e0-0000-7000-8000-00000000002a");

    static readonly string[] OfEveryLetter =
    [
        "From", "To", "Subject", "Date", "Message-Id", "Auto-Submitted", "X-Auto-Response-Suppress", "Content-Language",
        "Feedback-ID", "MIME-Version", "Content-Type",
    ];

    static readonly string[] OfAList = ["Precedence", "List-Id", "List-Help", "List-Unsubscribe", "List-Unsubscribe-Post"];

    readonly Composer _composer = new(
        Microsoft.Extensions.Options.Options.Create(new MailOptions { From = "Outreach Portal <alerts@portal.example>" }), Hours.At(Some.Noon));

    [Fact]
    public void A_letter_of_a_list_says_who_how_to_end_it_and_that_nobody_should_answer()
    {
        var message = Sent(LetterKind.Daily, Pen.ListLetterTo("reader@example.org"));

        Assert.Equal("alerts@portal.example", message.From.Mailboxes.Single().Address);
        Assert.Equal("Outreach Portal", message.From.Mailboxes.Single().Name);
        Assert.Equal("reader@example.org", message.To.Mailboxes.Single().Address);
        Assert.Equal("0199f1e000007000800000000000002a@portal.example", message.MessageId);
        Assert.Equal(Some.Noon.ToDateTimeOffset(), message.Date);
        Assert.Equal("<daily.portal.example>", message.Headers["List-Id"]);
        Assert.Equal(
            "<https://portal.example/alerts/unsubscribe/kT4-x_9>, <mailto:unsubscribe+kT4-x_9@portal.example>",
            message.Headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", message.Headers["List-Unsubscribe-Post"]);
        Assert.Equal("<https://portal.example/en/pages/alerts>", message.Headers["List-Help"]);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Equal("OOF, AutoReply", message.Headers["X-Auto-Response-Suppress"]);
        Assert.Equal("bulk", message.Headers["Precedence"]);
        Assert.Equal("daily:1:portal:portal.example", message.Headers["Feedback-ID"]);
        Assert.Equal("en", message.Body!.Headers["Content-Language"]);
    }

    [Theory]
    [InlineData("Confirm")]
    [InlineData("Manage")]
    public void A_letter_that_somebody_asked_for_himself_is_of_no_list(string kind)
    {
        var message = Sent(Enum.Parse<LetterKind>(kind), Pen.LetterTo("reader@example.org"));

        Assert.DoesNotContain(message.Headers, header => header.Field.StartsWith("List-", StringComparison.OrdinalIgnoreCase));
        Assert.False(message.Headers.Contains("Precedence"));
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
    }

    [Theory]
    [InlineData("en", "Billing software — “smart” meters")]
    [InlineData("fr", "Réseau d’eau : appel d’offres")]
    [InlineData("es", "Ñandú, señal y año")]
    [InlineData("ru", "Закупка программ для учёта воды")]
    [InlineData("ar", "برمجيات الفوترة لمرفق المياه")]
    [InlineData("zh", "水务计费软件采购公告")]
    public void Both_parts_say_what_was_written_text_first(string language, string words)
    {
        var letter = Pen.LetterTo("reader@example.org") with
        {
            Language = Language.Find(language)!, Subject = words, Text = $".{words}\n.\n{words}\n", Html = $"<p>{words}</p>",
        };

        var message = Sent(LetterKind.Immediate, letter);

        var parts = Assert.IsType<MultipartAlternative>(message.Body).Cast<TextPart>().ToList();
        Assert.Equal(["text/plain", "text/html"], parts.Select(part => part.ContentType.MimeType));
        Assert.All(parts, part => Assert.Equal("utf-8", part.ContentType.Charset));
        Assert.Equal([letter.Text, letter.Html], parts.Select(part => part.Text.ReplaceLineEndings("\n").TrimEnd('\r')));
        Assert.Equal(words, message.Subject);
    }

    [Fact]
    public void However_long_a_line_is_none_on_the_wire_is_longer_than_mail_allows()
    {
        var letter = Pen.LetterTo("reader@example.org") with
        {
            Subject = new string('x', 2_000), Text = new string('a', 2_000) + "\n.\n..\n" + new string('é', 2_000), Html = new string('水', 5_000),
        };

        var wire = Encoding.ASCII.GetString(Wire(LetterKind.Immediate, letter));

        Assert.All(wire.Split("\r\n"), line => Assert.True(line.Length <= 998, $"{line.Length}"));
        Assert.All(Wire(LetterKind.Immediate, letter), b => Assert.True(b < 128, "8 bits"));
    }

    [Theory]
    [InlineData(150, 150)]
    [InlineData(151, 150)]
    [InlineData(5_000, 150)]
    public void A_subject_is_one_short_line(int length, int expected)
    {
        var subject = Composer.SubjectOf(new string('x', length));

        Assert.Equal(expected, subject.Length);
        Assert.Equal(length > 150, subject.EndsWith('…'));
    }

    [Fact]
    public void A_subject_is_not_cut_through_a_letter() =>
        Assert.All(Enumerable.Range(140, 15), length =>
            Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(
                Composer.SubjectOf(new string('x', length) + string.Concat(Enumerable.Repeat("😀", 20)))))));

    [Fact]
    public void Whatever_a_title_holds_the_headers_are_exactly_the_intended_ones()
    {
        var strange = Gen.OneOf(
            Gen.Choose(0, 0x1F).Select(c => ((char)c).ToString()),
            Gen.Choose(0x7F, 0x9F).Select(c => ((char)c).ToString()),
            Gen.Elements("\r\nBcc: thief@example.org", "\nX-Evil: 1", "\r", "\u2028", "\u2029", "\u0085", "\ud800", "=?utf-8?q?a?=", ":", "é", "水", "word ", "\u202e"));
        var texts = strange.ListOf().Select(string.Concat).ToArbitrary();

        Prop.ForAll(texts, texts, (subject, body) =>
        {
            var letter = Pen.ListLetterTo("reader@example.org") with { Subject = subject, Text = body, Html = body };
            var wire = Wire(LetterKind.Daily, letter);
            var message = MimeMessage.Load(new MemoryStream(wire));
            Assert.Equal(
                OfEveryLetter.Concat(OfAList).Order(StringComparer.OrdinalIgnoreCase),
                message.Headers.Concat(message.Body!.Headers).Select(header => header.Field)
                    .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
            Assert.Equal("reader@example.org", message.To.Mailboxes.Single().Address);
            Assert.DoesNotContain(message.Subject ?? "", char.IsControl);
            Assert.Empty(message.Bcc);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_single_control_character_becomes_a_space() =>
        Assert.All(Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Append(0x2028).Append(0x2029), c =>
            Assert.Equal("a b", Composer.SubjectOf($"a{(char)c}b").Replace('\u00A0', ' ')));

    [Theory]
    [InlineData("to ken")]
    [InlineData("tok\r\nen")]
    [InlineData("tok>,<mailto:x@y.org")]
    [InlineData("")]
    public void A_token_that_no_header_may_hold_is_a_fault_of_the_letter(string token) => Assert.Throws<InvalidOperationException>(() =>
        Wire(LetterKind.Daily, Pen.ListLetterTo("reader@example.org") with { UnsubscribeToken = token }));

    MimeMessage Sent(LetterKind kind, Letter letter) => MimeMessage.Load(new MemoryStream(Wire(kind, letter)));

    byte[] Wire(LetterKind kind, Letter letter)
    {
        using var stream = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        _composer.Compose(new OutgoingLetter(Id, kind, letter)).WriteTo(format, stream);
        return stream.ToArray();
    }
}
