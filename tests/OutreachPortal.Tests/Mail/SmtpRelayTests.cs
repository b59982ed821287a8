using MimeKit;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

/// <summary>The whole post against a mail server that people run.</summary>
public sealed class SmtpRelayTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Letters_leave_encrypted_and_arrive_as_they_were_written(string provider)
    {
        await using var exim = await Exim.StartAsync();
        await using var house = await HouseAsync(provider, exim);
        house.Pen.Write = delivery => new Written(Pen.ListLetterTo($"reader-{delivery.Slot}@example.org") with
        {
            Subject = "برمجيات الفوترة — Réseau", Text = ".dot\n" + new string('é', 2_000) + "\nend\n",
        });
        var put = new[] { await house.PutAsync(), await house.PutAsync(), await house.PutAsync() };

        await house.CarryAsync();

        Assert.All(await house.ReadAllAsync(), delivery => Assert.Equal(DeliveryState.Accepted, delivery.State));
        var letters = (await exim.LettersAsync(3)).Select(text => MimeMessage.Load(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(text)))).ToList();
        Assert.Equal(put.Select(delivery => $"{delivery.Id:N}@portal.example").Order(), letters.Select(letter => letter.MessageId).Order());
        Assert.All(letters, letter =>
        {
            Assert.Equal("برمجيات الفوترة — Réseau", letter.Subject);
            Assert.Equal(".dot\n" + new string('é', 2_000) + "\nend", letter.TextBody!.ReplaceLineEndings("\n").TrimEnd());
            Assert.Contains("TLS", letter.Headers["Received"], StringComparison.Ordinal);
            var bounce = letter.Headers["Return-path"]!.Trim('<', '>');
            var mac = house.Get<AddressHash>().Of(letter.To.Mailboxes.Single().Address);
            Assert.Equal(letter.MessageId!.Split('@')[0], house.Get<Verp>().Read(bounce, [mac])?.Delivery.ToString("N"));
        });
    }

    [Fact]
    public async Task A_mailbox_that_is_not_there_gets_no_second_letter()
    {
        await using var exim = await Exim.StartAsync();
        await using var house = await HouseAsync(Databases.Sqlite, exim);
        house.Pen.Write = _ => new Written(Pen.LetterTo("nobody@example.org"));
        var first = await house.PutAsync();
        await house.CarryAsync();
        var second = await house.PutAsync();
        await house.CarryAsync();

        var failed = await house.ReadAsync(first.Id);
        Assert.Equal((DeliveryState.Failed, "550"), (failed.State, failed.LastCode));
        Assert.Equal(DeliveryState.Suppressed, (await house.ReadAsync(second.Id)).State);
    }

    [Theory]
    [InlineData("relay.example", true)]
    [InlineData("localhost", false)]
    public async Task A_certificate_that_is_not_the_relays_own_stops_the_channel_and_no_letter_leaves(string name, bool believed)
    {
        await using var exim = await Exim.StartAsync(name);
        await using var house = await HouseAsync(Databases.Sqlite, exim, believed ? exim.Authority : "");
        var delivery = await house.PutAsync();

        Assert.Equal(RoundEnd.Closed, await house.CarryAsync());

        var back = await house.ReadAsync(delivery.Id);
        Assert.Equal((DeliveryState.Pending, 0), (back.State, back.Refusals));
    }

    static Task<PostHouse> HouseAsync(string provider, Exim exim, string? authority = null) => PostHouse.OpenAsync(
        provider, null, "--Mail:Transport=Smtp", "--Mail:From=Portal <alerts@portal.example>", "--Mail:Smtp:Host=localhost",
        $"--Mail:Smtp:Port={exim.Port}", $"--Mail:Smtp:Authority={authority ?? exim.Authority}", "--Mail:CallSeconds=60", "--Mail:LeaseSeconds=300");
}
