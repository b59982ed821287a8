using Microsoft.Extensions.Options;
using MimeKit;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

/// <summary>Every way in which a relay misbehaves, and what is made of it.</summary>
public sealed class SmtpTransportTests : IAsyncDisposable
{
    static readonly Verp Verp = new(() => new byte[32]);

    readonly ScriptedRelay _relay = new();

    [Fact]
    public async Task A_letter_goes_to_one_person_and_bounces_to_an_address_that_names_it()
    {
        var letter = Some_letter();

        var result = await SendAsync(letter);

        Assert.Equal((AttemptOutcome.Accepted, "250"), (result.Outcome, result.Code));
        var from = Assert.Single(_relay.Commands, command => command.StartsWith("MAIL FROM", StringComparison.Ordinal));
        var bounce = MailboxAddress.Parse(from.Split('<', '>')[1]).Address;
        Assert.Equal((letter.DeliveryId, "mac-of-reader"), Verp.Read(bounce, ["mac-of-somebody", "mac-of-reader"]));
        Assert.Equal(["RCPT TO:<reader@example.org>"], _relay.Commands.Where(command => command.StartsWith("RCPT", StringComparison.Ordinal)));
        var message = MimeMessage.Load(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(Assert.Single(_relay.Letters))));
        Assert.Equal($"{letter.DeliveryId:N}@portal.example", message.MessageId);
    }

    [Theory]
    [InlineData("connect", "421 4.3.2 too busy", "Transient", "421", "Nothing", true)]
    [InlineData("RCPT", "421 4.3.2 closing", "Transient", "421", "Nothing", true)]
    [InlineData("RCPT", "450 4.2.1 try later", "Transient", "450", "Nothing", false)]
    [InlineData("RCPT", "451 4.7.1 greylisted", "Transient", "451", "Nothing", false)]
    [InlineData("RCPT", "452 4.3.1 no room", "Transient", "452", "Nothing", true)]
    [InlineData("RCPT", "452 4.2.2 mailbox full", "Transient", "452", "Full", false)]
    [InlineData("RCPT", "552 5.2.2 mailbox full", "Transient", "552", "Full", false)]
    [InlineData("RCPT", "550 5.1.1 <reader@example.org>: no such user", "Permanent", "550", "Gone", false)]
    [InlineData("RCPT", "550 5.1.10 null mx", "Permanent", "550", "Gone", false)]
    [InlineData("RCPT", "551 5.1.6 moved", "Permanent", "551", "Gone", false)]
    [InlineData("RCPT", "553 5.1.3 bad mailbox", "Permanent", "553", "Gone", false)]
    [InlineData("RCPT", "550 no", "Permanent", "550", "Nothing", false)]
    [InlineData("RCPT", "554 5.7.1 blocked by a list", "Transient", "554", "Nothing", true)]
    [InlineData("RCPT", "550 5.7.515 unauthenticated", "Transient", "550", "Nothing", true)]
    [InlineData("RCPT", "553 5.7.1 relaying denied", "Transient", "553", "Nothing", true)]
    [InlineData("MAIL", "550 5.1.8 bad sender", "Permanent", "550", "Nothing", true)]
    [InlineData("DATA", "451 4.3.0 later", "Transient", "451", "Nothing", false)]
    [InlineData(".", "554 5.6.0 content refused", "Permanent", "554", "Nothing", false)]
    [InlineData(".", "554 5.7.1 spam", "Transient", "554", "Nothing", true)]
    [InlineData(".", "452 4.3.1 no room", "Transient", "452", "Nothing", true)]
    public async Task An_answer_is_put_into_its_class(
        string at, string answer, string outcome, string code, string mailbox, bool trouble)
    {
        _relay.Script = command => command.StartsWith(at, StringComparison.Ordinal) ? answer : null;

        var result = await SendAsync(Some_letter());

        Assert.Equal(
            (outcome, code, mailbox, trouble),
            (result.Outcome.ToString(), result.Code, result.Mailbox.ToString(), result.Trouble is not null));
    }

    [Theory]
    [InlineData("connect", ScriptedRelay.HangUp, "Transient")]
    [InlineData("connect", ScriptedRelay.Silence, "Transient")]
    [InlineData("EHLO", ScriptedRelay.HangUp, "Transient")]
    [InlineData("MAIL", ScriptedRelay.HangUp, "Transient")]
    [InlineData("RCPT", ScriptedRelay.HangUp, "Transient")]
    [InlineData("DATA", ScriptedRelay.HangUp, "Transient")]
    [InlineData("DATA", ScriptedRelay.Silence, "Transient")]
    [InlineData(".", ScriptedRelay.HangUp, "Unknown")]
    [InlineData(".", ScriptedRelay.Silence, "Unknown")]
    public async Task Only_after_the_dot_is_a_lost_answer_a_doubt(string at, string answer, string outcome)
    {
        _relay.Script = command => command.StartsWith(at, StringComparison.Ordinal) ? answer : null;

        var result = await SendAsync(Some_letter());

        Assert.Equal(outcome, result.Outcome.ToString());
    }

    [Theory]
    [InlineData("354 go on\r\n", true)]
    [InlineData("250 sender\r\n250 recipient\r\n354 go on\r\n", true)]
    [InlineData("250 354 recipients\r\n", false)]
    [InlineData("250-354 go on\r\n250 thanks\r\n", false)]
    [InlineData("503 nothing to send\r\n", false)]
    [InlineData("", false)]
    public void From_when_on_a_call_that_is_broken_off_leaves_a_doubt(string answers, bool isAskedFor)
    {
        using var watch = new DataWatch();
        var bytes = System.Text.Encoding.ASCII.GetBytes("xx" + answers);

        watch.LogServer(bytes, 2, bytes.Length - 2);

        Assert.Equal(isAskedFor, watch.IsAskedFor);
        watch.NextLetter();
        Assert.False(watch.IsAskedFor);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_tried_again_later()
    {
        await _relay.DisposeAsync();

        Assert.Equal(AttemptOutcome.Transient, (await SendAsync(Some_letter())).Outcome);
    }

    [Fact]
    public async Task Where_encryption_is_not_offered_nothing_leaves_and_somebody_is_called()
    {
        var result = await SendAsync(Some_letter(), SmtpTls.Required);

        Assert.Equal(AttemptOutcome.Transient, result.Outcome);
        Assert.True(result.Trouble!.Broken);
        Assert.False(result.Trouble.Counts);
        Assert.DoesNotContain(_relay.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_connection_carries_many_letters_and_a_new_one_is_made_when_the_relay_hung_up()
    {
        await using var transport = Transport(SmtpTls.None);
        var rcpts = 0;
        _relay.Script = command => command.StartsWith("RCPT", StringComparison.Ordinal) && ++rcpts == 3 ? ScriptedRelay.HangUp : null;

        for (var i = 0; i < 4; i++)
            Assert.Equal(AttemptOutcome.Accepted, (await transport.SendAsync([Some_letter()], default))[0].Outcome);

        Assert.Equal(2, _relay.Connections);
        Assert.Equal(4, _relay.Letters.Count);
    }

    [Fact]
    public async Task A_line_that_begins_with_a_dot_arrives_as_it_was_written()
    {
        var letter = Some_letter();
        letter = letter with { Letter = letter.Letter with { Text = ".one\n..two\n.\nthree\n" } };

        await SendAsync(letter);

        var unstuffed = string.Join("\r\n", Assert.Single(_relay.Letters).Split("\r\n").Select(line => line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line));
        var message = MimeMessage.Load(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(unstuffed)));
        Assert.Equal(".one\n..two\n.\nthree", message.TextBody!.ReplaceLineEndings("\n").TrimEnd());
    }

    static OutgoingLetter Some_letter() => new(Guid.CreateVersion7(), LetterKind.Daily, Pen.ListLetterTo("reader@example.org"))
    {
        AddressMac = "mac-of-reader",
    };

    async Task<SendResult> SendAsync(OutgoingLetter letter, SmtpTls tls = SmtpTls.None)
    {
        await using var transport = Transport(tls);
        using var patience = new CancellationTokenSource();
        var sending = transport.SendAsync([letter], patience.Token);
        if (await Task.WhenAny(sending, _relay.Silenced) != sending) await patience.CancelAsync();
        return Assert.Single(await sending);
    }

    SmtpTransport Transport(SmtpTls tls)
    {
        var options = Options.Create(new MailOptions
        {
            From = "Portal <alerts@portal.example>", Smtp = new() { Host = "127.0.0.1", Port = _relay.Port, Tls = tls },
        });
        return new SmtpTransport(new Composer(options, Hours.At(Some.Noon)), Verp, options, TimeProvider.System);
    }

    public ValueTask DisposeAsync() => _relay.DisposeAsync();
}
