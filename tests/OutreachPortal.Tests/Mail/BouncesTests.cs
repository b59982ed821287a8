using System.Text;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

/// <summary>What comes back to the sender of a letter, honest and forged.</summary>
public sealed class BouncesTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_report_that_a_mailbox_is_not_there_ends_letters_to_it(string provider)
    {
        await using var house = await HouseAsync(provider);

        Assert.Equal(1, await ReceiveAsync(house, Report(await SenderAsync(house), "reader@example.org", "failed", "5.1.1")));

        Assert.Equal(SuppressionReason.HardBounce, (await SuppressionsAsync(house)).Single().Reason);
        Assert.Empty(Directory.GetFiles(Box(house)));
    }

    [Theory]
    [InlineData("delayed", "4.4.1")]
    [InlineData("failed", "5.7.1")]
    [InlineData("failed", "5.2.2")]
    [InlineData("delivered", "2.1.5")]
    public async Task A_report_that_says_less_ends_nothing(string action, string status)
    {
        await using var house = await HouseAsync();

        await ReceiveAsync(house, Report(await SenderAsync(house), "reader@example.org", action, status));

        Assert.Empty(await SuppressionsAsync(house));
    }

    [Fact]
    public async Task A_code_that_we_did_not_make_is_not_believed()
    {
        await using var house = await HouseAsync();
        var sender = await SenderAsync(house);
        var at = sender.IndexOf('@', StringComparison.Ordinal);
        var forged = $"{sender[..(at - 1)]}{(sender[at - 1] == '0' ? '1' : '0')}{sender[at..]}";

        Assert.Equal(0, await ReceiveAsync(house, Report(forged, "reader@example.org", "failed", "5.1.1")));
        Assert.Equal(0, await ReceiveAsync(house, Report("bounce+x.y@portal.example", "reader@example.org", "failed", "5.1.1")));
        Assert.Empty(await SuppressionsAsync(house));
    }

    [Fact]
    public async Task Who_got_a_letter_cannot_end_the_letters_of_another()
    {
        await using var house = await HouseAsync();

        Assert.Equal(0, await ReceiveAsync(house, Report(await SenderAsync(house), "victim@example.org", "failed", "5.1.1")));

        Assert.Empty(await SuppressionsAsync(house));
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied\n")]
    [InlineData("Return-Path: <>\nAuto-Submitted: auto-generated\n")]
    [InlineData("")]
    public async Task A_reply_of_whoever_or_whatever_is_read_by_nobody(string headers)
    {
        await using var house = await HouseAsync();
        var reply = $"{headers}From: reader@example.org\nTo: {await SenderAsync(house)}\nSubject: 5.1.1 failed\n\nI am away until Monday.\n";

        Assert.Equal(0, await ReceiveAsync(house, reply));

        Assert.Empty(await SuppressionsAsync(house));
        Assert.Empty(Directory.GetFiles(Box(house)));
    }

    static async Task<PostHouse> HouseAsync(string provider = Databases.Sqlite)
    {
        var plot = await Plot.OfAsync(provider);
        return await PostHouse.OnAsync(
            plot, Hours.At(Some.Noon), new Outside(), plot, $"--Mail:Smtp:Bounces={Path.Combine(plot.Folder, "bounces")}");
    }

    static async Task<string> SenderAsync(PostHouse house)
    {
        var delivery = await house.PutAsync();
        var letter = new OutgoingLetter(delivery.Id, delivery.Kind, Pen.LetterTo("reader@example.org"))
        {
            AddressMac = house.Get<AddressHash>().Of("reader@example.org"),
        };
        return house.Get<Verp>().AddressOf(letter, "portal.example");
    }

    static async Task<int> ReceiveAsync(PostHouse house, string letter)
    {
        Directory.CreateDirectory(Box(house));
        await File.WriteAllTextAsync(Path.Combine(Box(house), Guid.NewGuid().ToString("N")), letter, Encoding.ASCII);
        return await house.Get<BounceBox>().EmptyAsync(CancellationToken.None);
    }

    static string Box(PostHouse house) => Path.Combine(house.Get<DataDirectory>().Path, "bounces", "new");

    static async Task<List<Suppression>> SuppressionsAsync(PostHouse house)
    {
        await using var db = house.OpenDb();
        return await db.Suppressions.AsNoTracking().ToListAsync();
    }

    static string Report(string to, string recipient, string action, string status) =>
        $"""
        Return-Path: <>
        From: MAILER-DAEMON@relay.example
        To: {to}
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        Your letter could not be delivered.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; relay.example

        Final-Recipient: rfc822; {recipient}
        Action: {action}
        Status: {status}
        Diagnostic-Code: smtp; 550 <{recipient}> no

        --b--

        """;
}
