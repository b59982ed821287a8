using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

public sealed class ReportsTests
{
    static readonly string[] Macs = ["mac-a", "mac-b", "mac-c"];

    [Theory]
    [InlineData(Databases.Sqlite, 25)]
    [InlineData(Databases.PostgreSql, 10)]
    public async Task However_often_and_in_whatever_order_reports_come_the_result_is_the_same(string provider, int cases)
    {
        await using var house = await PostHouse.OpenAsync(provider, new Outside());
        var deliveries = await house.PutAsync(3);
        var report =
            from id in Gen.Choose(1, 12)
            from who in Gen.Choose(0, 2)
            select Report(id, Macs[who], deliveries[who].Id);
        var scenario =
            from reports in Gen.NonEmptyListOf(report).Resize(15)
            from chaos in Gen.ListOf(Gen.Elements<ProviderReport>(reports)).Resize(40)
            from order in Gen.Shuffle<ProviderReport>([.. reports, .. chaos])
            from parts in Gen.Choose(1, 5)
            select (reports, order, parts);

        foreach (var (reports, order, parts) in scenario.Sample(10, cases))
        {
            var expected = await ResultOfAsync(house, [.. reports.OrderBy(one => one.HappenedAt).Select(one => new[] { one })]);
            var actual = await ResultOfAsync(house, order.Chunk((order.Length + parts - 1) / parts));
            Assert.Equal(expected, actual);
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_same_reports_at_the_same_time_are_kept_once(string provider)
    {
        await using var house = await PostHouse.OpenAsync(provider, new Outside());
        var delivery = await house.PutAsync();
        var reports = Enumerable.Range(1, 12).Select(id => Report(id, "mac-a", delivery.Id)).ToList();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
            house.Get<Reports>().ReceiveAsync(reports, CancellationToken.None))));

        await using var db = house.OpenDb();
        Assert.Equal(12, await db.ProviderEvents.CountAsync());
        Assert.Equal(1, await db.Suppressions.CountAsync());
    }

    [Fact]
    public async Task A_report_that_overtakes_its_letter_is_applied_within_a_day()
    {
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, new Outside());
        var early = Guid.CreateVersion7();
        await house.Get<Reports>().ReceiveAsync([Complaint("e-1", early)], CancellationToken.None);
        Assert.Equal(0, await house.Get<Reports>().ApplyParkedAsync(CancellationToken.None));

        await PutAsync(house, early);
        house.Clock.Advance(TimeSpan.FromHours(23));

        Assert.Equal(1, await house.Get<Reports>().ApplyParkedAsync(CancellationToken.None));
        await using var db = house.OpenDb();
        Assert.Equal(SuppressionReason.Complaint, (await db.Suppressions.SingleAsync()).Reason);
    }

    [Fact]
    public async Task After_a_day_a_report_is_of_nobodys_letter()
    {
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, new Outside());
        var never = Guid.CreateVersion7();
        await house.Get<Reports>().ReceiveAsync([Complaint("e-1", never)], CancellationToken.None);
        house.Clock.Advance(TimeSpan.FromHours(25));
        await PutAsync(house, never);

        Assert.Equal(0, await house.Get<Reports>().ApplyParkedAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(new[] { 0, 3, 6, 9, 14 }, true)]
    [InlineData(new[] { 0, 3, 6, 9, 15 }, false)]
    [InlineData(new[] { 0, 1, 2, 3 }, false)]
    [InlineData(new[] { 0, 10, 12, 14, 16, 18 }, true)]
    public async Task A_mailbox_that_is_full_five_times_in_two_weeks_is_given_up(int[] days, bool givenUp)
    {
        await using var house = await PostHouse.OpenAsync(Databases.Sqlite, new Outside());
        var delivery = await house.PutAsync();

        foreach (var day in days.Reverse())
        {
            await house.Get<Reports>().ReceiveAsync(
                [Complaint($"e-{day}", delivery.Id) with { Meaning = ReportMeaning.MailboxFull, HappenedAt = Some.Noon + Duration.FromDays(day) }],
                CancellationToken.None);
        }

        await using var db = house.OpenDb();
        Assert.Equal(givenUp, await db.Suppressions.AnyAsync());
    }

    static async Task<string> ResultOfAsync(PostHouse house, IEnumerable<ProviderReport[]> calls)
    {
        await using var db = house.OpenDb();
        await db.ProviderEvents.ExecuteDeleteAsync();
        await db.Suppressions.ExecuteDeleteAsync();
        foreach (var call in calls) await house.Get<Reports>().ReceiveAsync(call, CancellationToken.None);
        var events = await db.ProviderEvents.AsNoTracking().Select(report => report.EventId).ToListAsync();
        var suppressions = await db.Suppressions.AsNoTracking().OrderBy(suppression => suppression.Mac).ToListAsync();
        return string.Join('\n', suppressions.Select(one => $"{one.Mac} {one.Reason} {one.At} {one.Evidence}")
            .Concat(events.Order(StringComparer.Ordinal)));
    }

    /// <summary>The same id always says the same.</summary>
    static ProviderReport Report(int id, string mac, Guid delivery) => new(
        "sendgrid", $"{mac}-{id}", "x", Some.Noon + Duration.FromHours(id * 7 % 11))
    {
        DeliveryId = delivery, AddressMac = mac, Raw = "{}",
        Meaning = (ReportMeaning)(id % 4),
    };

    static ProviderReport Complaint(string id, Guid delivery) => new("sendgrid", id, "spamreport", Some.Noon)
    {
        DeliveryId = delivery, AddressMac = "mac-a", Meaning = ReportMeaning.Complaint, Raw = "{}",
    };

    static async Task PutAsync(PostHouse house, Guid id)
    {
        await using var db = house.OpenDb();
        db.Deliveries.Add(new Delivery
        {
            Id = id, Recipient = Guid.NewGuid(), Kind = LetterKind.Daily, Slot = "slot", Priority = 2, CreatedAt = house.Now,
        });
        await db.SaveChangesAsync();
    }
}
