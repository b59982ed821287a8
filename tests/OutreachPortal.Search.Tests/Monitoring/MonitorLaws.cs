using static OutreachPortal.Search.Tests.Shelf;

namespace OutreachPortal.Search.Tests;

public sealed class MonitorLaws
{
    [Theory]
    [InlineData(1, 20, 100)]
    [InlineData(2, 20, 100)]
    [InlineData(3, 6, 400)]
    [InlineData(7, 60, 8)]
    public void A_match_is_what_an_index_of_the_one_document_finds(int seed, int documents, int changes)
    {
        var some = new SomeQueries(seed);
        using var monitor = new QueryMonitor(Schema);
        using var shelf = new Shelf();
        var stored = new Dictionary<long, StoredQuery>();
        for (var i = 0; i < documents; i++)
        {
            Change(some, monitor, stored, changes);
            var document = some.Document();
            shelf.Put(document);

            Assert.Equal(stored.Count, monitor.Count);
            AssertSame(shelf, stored, monitor.Match(document), some);
        }
    }

    [Fact]
    public void Nothing_is_left_when_everything_was_removed()
    {
        var some = new SomeQueries(4);
        using var monitor = new QueryMonitor(Schema);
        for (var id = 0; id < 2000; id++)
        {
            monitor.Add(id, some.Query());
        }

        for (var id = 0; id < 2000; id++)
        {
            monitor.Remove(id);
        }

        Assert.Equal((0, 0), (monitor.Count, monitor.DistinctCount));
        Assert.Equal(0, monitor.AtomCount);
        Assert.Empty(monitor.Match(some.Document()));
    }

    [Fact]
    public void Slots_that_were_counted_anew_match_as_before()
    {
        var some = new SomeQueries(5);
        using var monitor = new QueryMonitor(Schema);
        var document = Book("1", "road").Facet("topic", "a").Number("year", 90_000);
        for (var id = 0; id < 100_000; id++)
        {
            monitor.Add(id,
                new StoredQuery { Codes = [new AnyOf("topic", ["a"])], Numbers = [new Between("year", id, null)] });
        }

        for (var id = 0; id < 100_000; id++)
        {
            _ = id % 10 == 0 || monitor.Remove(id);
        }

        Assert.Equal(Enumerable.Range(0, 9001).Select(i => i * 10L), monitor.Match(document).Order());
    }

    [Fact]
    public async Task Documents_are_matched_while_queries_come_and_go()
    {
        using var monitor = new QueryMonitor(Schema);
        monitor.Add(-1, new StoredQuery { Text = Text("road") });
        var document = Book("1", "road works");

        var changes = Task.Run(() => Change(new SomeQueries(6), monitor, [], 20_000));
        while (!changes.IsCompleted)
        {
            Assert.Contains(-1, monitor.Match(document));
        }

        await changes;
    }

    static void Change(SomeQueries some, QueryMonitor monitor, Dictionary<long, StoredQuery> stored, int changes)
    {
        for (var i = 0; i < changes; i++)
        {
            var id = some.Below(2 * changes);
            if (some.Chance(30))
            {
                Assert.Equal(stored.Remove(id) || id == -1, monitor.Remove(id));
                continue;
            }

            var query = some.Query();
            if (monitor.Add(id, query) is null)
            {
                stored[id] = query;
            }
        }
    }

    static void AssertSame(Shelf shelf, Dictionary<long, StoredQuery> stored, IReadOnlyList<long> matched,
        SomeQueries some)
    {
        var expected = stored.Where(pair =>
            shelf.Index.Search(new SearchRequest { Query = pair.Value.ToQuery(), Size = 0 }).Total > 0)
            .Select(pair => pair.Key).Order();
        var wrong = expected.Except(matched).Concat(matched.Except(expected)).Select(id => $"{stored[id].ToQuery()}")
            .ToList();
        Assert.Empty(wrong);
        Assert.Equal(expected, matched.Order());
    }
}
