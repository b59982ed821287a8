using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Opportunities;

/// <summary>The promise everything else leans on: commit order, no gap, nothing a follower could miss.</summary>
public sealed class JournalTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_follower_misses_nothing_while_many_write(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider);
        await house.Services.RegisterSourceAsync();

        await WriteAndFollowAsync([house], writers: 8, publications: 20);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_processes_write_one_journal(string provider)
    {
        await using var plot = await Plot.OfAsync(provider);
        await using var first = await HouseServices.OnAsync(plot);
        await using var second = await HouseServices.OnAsync(plot);
        await first.Services.RegisterSourceAsync();

        await WriteAndFollowAsync([first, second], writers: 6, publications: 8);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Numbers_that_were_rolled_back_are_given_again(string provider)
    {
        await using var house = await HouseServices.OpenAsync(provider);
        await house.Services.PublishAsync("1", Some.Tender());
        await using (var db = house.OpenDb())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            Assert.Equal(2, await Journal.TakeAsync(db, 3, CancellationToken.None));
            await transaction.RollbackAsync();
        }

        await house.Services.PublishAsync(("2", Some.Tender()), ("3", Some.Tender()));

        Assert.Equal([1, 2, 3], await house.AskAsync(SequencesAsync));
        Assert.Equal(3, await house.AskAsync(db => Journal.HeadAsync(db, CancellationToken.None)));
    }

    static async Task WriteAndFollowAsync(HouseServices[] houses, int writers, int publications)
    {
        var follower = Task.Run(() => FollowAsync(houses[0], ItemsOf(writers, publications)));
        var work = Enumerable.Range(0, writers)
            .Select(writer => Task.Run(() => PublishAsync(houses[writer % houses.Length], writer, publications)));
        await Task.WhenAll(work);

        var seen = await follower.WaitAsync(TimeSpan.FromSeconds(60));
        var written = await houses[0].AskAsync(SequencesAsync);
        Assert.Equal(Enumerable.Range(1, ItemsOf(writers, publications)).Select(number => (long)number), seen);
        Assert.Equal(seen, written);
        Assert.Equal(seen.Count, await houses[0].AskAsync(db => Journal.HeadAsync(db, CancellationToken.None)));
    }

    /// <summary>One to five items at a time; the sum is known beforehand.</summary>
    static int ItemsOf(int writers, int publications) =>
        Enumerable.Range(0, writers).Sum(writer =>
            Enumerable.Range(0, publications).Sum(round => CountOf(writer, round)));

    static int CountOf(int writer, int round) => (((writer * 7) + (round * 3)) % 5) + 1;

    static async Task PublishAsync(HouseServices house, int writer, int publications)
    {
        for (var round = 0; round < publications; round++)
        {
            // All under the names of the same few organisations, as two imports of one country are.
            var issuer = new OrganisationName($"county-{round % 3}", $"County {round % 3}");
            await house.Services.PublishAsync([.. Enumerable.Range(0, CountOf(writer, round))
                .Select(item => ($"{writer}-{round}-{item}", Some.Tender() with { Organisation = issuer }))]);
        }
    }

    static async Task<List<long>> FollowAsync(HouseServices house, int total)
    {
        List<long> seen = [];
        while (seen.Count < total)
        {
            await using var db = house.OpenDb();
            seen.AddRange((await Journal.ReadAsync(db, seen.LastOrDefault(), 100, CancellationToken.None))
                .Select(entry => entry.Sequence));
        }
        return seen;
    }

    static Task<List<long>> SequencesAsync(PortalDb db) =>
        db.Journal.OrderBy(entry => entry.Sequence).Select(entry => entry.Sequence).ToListAsync();
}
