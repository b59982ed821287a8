using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

/// <summary>What the post does when readers complain.</summary>
public sealed class MailWatchTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Where_too_many_complain_only_what_somebody_waits_for_leaves_until_the_day_is_over(string provider)
    {
        var outside = new Outside();
        await using var house = await PostHouse.OpenAsync(provider, outside);
        await AcceptAsync(house, 2_000);
        await ComplainAsync(house, 5);
        var watch = house.Get<MailWatch>();

        await watch.LookAsync(CancellationToken.None);
        var letters = new[] { LetterKind.Confirm, LetterKind.Manage, LetterKind.Immediate, LetterKind.Daily, LetterKind.Notice };
        foreach (var kind in letters) await house.PutAsync(kind);
        await house.CarryAsync();

        Assert.Equal((Complaints.TooMany, true), (watch.Complaints, watch.BulkRests));
        Assert.Equal(2, outside.Letters.Count);
        house.Clock.Advance(TimeSpan.FromHours(25));
        await watch.LookAsync(CancellationToken.None);
        await house.CarryAsync();
        Assert.Equal((Complaints.Few, 5), (watch.Complaints, outside.Letters.Count));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Before_that_somebody_is_warned_and_letters_leave(string provider)
    {
        var outside = new Outside();
        await using var house = await PostHouse.OpenAsync(provider, outside);
        await AcceptAsync(house, 2_500);
        var watch = house.Get<MailWatch>();

        await ComplainAsync(house, 1);
        await watch.LookAsync(CancellationToken.None);
        Assert.Equal(Complaints.Few, watch.Complaints);
        await ComplainAsync(house, 1);
        await watch.LookAsync(CancellationToken.None);
        Assert.Equal(Complaints.Few, watch.Complaints); // counted once a minute
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await watch.LookAsync(CancellationToken.None);
        await house.PutAsync(LetterKind.Weekly);
        await house.CarryAsync();

        Assert.Equal((Complaints.Many, false), (watch.Complaints, watch.BulkRests));
        Assert.Single(outside.Letters);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_a_few_hundred_letters_a_complaint_is_no_judgement(string provider)
    {
        await using var house = await PostHouse.OpenAsync(provider, new Outside());
        await AcceptAsync(house, 999);
        await ComplainAsync(house, 9);

        await house.Get<MailWatch>().LookAsync(CancellationToken.None);

        Assert.Equal(Complaints.Few, house.Get<MailWatch>().Complaints);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Where_letters_wait_and_none_leaves_for_half_an_hour_somebody_is_called_once(string provider)
    {
        await using var house = await PostHouse.OpenAsync(provider, new Outside());
        using var log = new HeardLog(typeof(MailWatch).FullName!);
        house.Get<ILoggerFactory>().AddProvider(log);
        await house.PutAsync();

        await LookLaterAsync(house, minutes: 30);
        Assert.Empty(log.Entries);
        await LookLaterAsync(house, minutes: 1);
        await LookLaterAsync(house, minutes: 1);
        Assert.Equal(LogLevel.Error, Assert.Single(log.Entries).Level);
        await house.CarryAsync();
        await LookLaterAsync(house, minutes: 40);

        Assert.Single(log.Entries);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Where_nobody_knows_for_half_an_hour_somebody_is_called_once(string provider)
    {
        var outside = new Outside { Answer = letter => new(letter.DeliveryId, AttemptOutcome.Unknown) };
        await using var house = await PostHouse.OpenAsync(provider, outside);
        using var log = new HeardLog(typeof(MailWatch).FullName!);
        house.Get<ILoggerFactory>().AddProvider(log);
        await house.PutAsync();
        await house.CarryAsync();

        await LookLaterAsync(house, minutes: 29);
        Assert.Empty(log.Entries);
        await LookLaterAsync(house, minutes: 2);
        await LookLaterAsync(house, minutes: 1);

        Assert.Contains("whether they arrived", Assert.Single(log.Entries).Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_it_counts_it_finds_by_an_index(string provider)
    {
        await using var house = await PostHouse.OpenAsync(provider, new Outside());
        await AcceptAsync(house, 100);
        await using var db = house.OpenDb();
        var since = house.Now - Duration.FromDays(1);

        Assert.Contains(
            "ix_deliveries_accepted_at", await PlanAsync(db, MailWatch.AcceptedSince(db, since)), StringComparison.Ordinal);
        Assert.Contains(
            "ix_provider_events_received_at",
            await PlanAsync(db, MailWatch.ReportedSince(db, ReportMeaning.Complaint, since)), StringComparison.Ordinal);
    }

    /// <summary>Of a table as small as a test's PostgreSQL would rather read the whole.</summary>
    static async Task<string> PlanAsync<T>(PortalDb db, IQueryable<T> query) where T : class
    {
        await db.Database.OpenConnectionAsync();
        if (!db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync("SET enable_seqscan = off");
        await using var command = query.CreateDbCommand();
        command.CommandText = (db.Database.IsSqlite() ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + command.CommandText;
        await using var reader = await command.ExecuteReaderAsync();
        var plan = "";
        while (await reader.ReadAsync()) plan += $"{reader.GetValue(reader.FieldCount - 1)}\n";
        return plan;
    }

    static Task LookLaterAsync(PostHouse house, int minutes)
    {
        house.Clock.Advance(TimeSpan.FromMinutes(minutes));
        return house.Get<MailWatch>().LookAsync(CancellationToken.None);
    }

    static async Task AcceptAsync(PostHouse house, int count)
    {
        await house.PutAsync(count, LetterKind.Daily);
        await using var db = house.OpenDb();
        await db.Deliveries.ExecuteUpdateAsync(set => set
            .SetProperty(letter => letter.State, DeliveryState.Accepted)
            .SetProperty(letter => letter.AcceptedAt, house.Now));
    }

    static async Task ComplainAsync(PostHouse house, int count)
    {
        await using var db = house.OpenDb();
        for (var i = 0; i < count; i++)
        {
            db.ProviderEvents.Add(new ProviderEvent
            {
                Provider = "sendgrid", EventId = $"{Guid.NewGuid():N}", Kind = "spamreport",
                Meaning = ReportMeaning.Complaint, HappenedAt = house.Now, ReceivedAt = house.Now,
                AppliedAt = house.Now, Raw = "{}",
            });
        }
        await db.SaveChangesAsync();
    }
}
