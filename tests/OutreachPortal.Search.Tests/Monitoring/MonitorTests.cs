using static OutreachPortal.Search.Tests.Shelf;

namespace OutreachPortal.Search.Tests;

public sealed class MonitorTests
{
    [Theory]
    [InlineData("road", "road works", true)]
    [InlineData("roads", "road works", true)]
    [InlineData("works the", "road works", true)]
    [InlineData("+the works", "road works", false)]
    [InlineData("\"road works\"", "road works", true)]
    [InlineData("\"works road\"", "road works", false)]
    [InlineData("\"works road\"~2", "road works", true)]
    [InlineData("bridge OR works", "road works", true)]
    [InlineData("road -works", "road works", false)]
    [InlineData("-bridge", "road works", true)]
    [InlineData("wor*", "road works", true)]
    [InlineData("road wokrs~", "road works", true)]
    [InlineData("road *orks", "road works", true)]
    [InlineData("2026/0147", "RFQ/2026/0147", true)]
    [InlineData("title:road", "road works", true)]
    [InlineData("summary:road", "road works", false)]
    public void A_text_means_what_it_means_in_a_search(string text, string title, bool matches)
    {
        using var monitor = new QueryMonitor(Schema);
        Assert.Null(monitor.Add(7, new StoredQuery { Text = Text(text) }));

        Assert.Equal(matches, monitor.Match(Book("1", title)).Contains(7));
    }

    [Theory]
    [InlineData("*oad", RefusalKind.LeadingWildcard)]
    [InlineData("raod~", RefusalKind.FuzzyAlone)]
    [InlineData("title:[a TO b]", RefusalKind.RangeAlone)]
    [InlineData("road OR raod~", RefusalKind.FuzzyAlone)]
    [InlineData("-raod~", RefusalKind.FuzzyAlone)]
    public void A_text_that_every_word_would_have_to_be_compared_with_is_refused(string text, RefusalKind kind)
    {
        using var monitor = new QueryMonitor(Schema);
        monitor.Add(7, new StoredQuery { Text = Text("bridge") });

        Assert.Equal(kind, monitor.Add(7, new StoredQuery { Text = Text(text) })?.Kind);
        Assert.Equal([7], monitor.Match(Book("1", "bridge")));
    }

    [Fact]
    public void All_conditions_hold_and_one_code_of_each_is_enough()
    {
        using var monitor = new QueryMonitor(Schema);
        monitor.Add(1, new StoredQuery { Codes = [new("topic", ["a", "b"]), new("land", ["KE"])],
            Numbers = [new("year", 2020, 2027)] });

        Assert.Equal([1], monitor.Match(Book("1").Facet("topic", "b").Facet("land", "KE").Number("year", 2026)));
        Assert.Empty(monitor.Match(Book("1").Facet("topic", "b").Facet("land", "KE").Number("year", 2027)));
        Assert.Empty(monitor.Match(Book("1").Facet("topic", "b").Number("year", 2026)));
        Assert.Empty(monitor.Match(Book("1").Facet("topic", "b").Facet("land", "KE")));
    }

    [Fact]
    public void Equal_queries_are_kept_once_and_answer_with_every_id()
    {
        using var monitor = new QueryMonitor(Schema);
        monitor.Add(1, new StoredQuery { Text = Text("road bridge"), Codes = [new("topic", ["a", "b"])] });
        monitor.Add(2, new StoredQuery { Text = Text("bridge road"), Codes = [new("topic", ["b", "a"])] });
        monitor.Add(long.MinValue,
            new StoredQuery { Text = Text("bridge road"), Codes = [new("topic", ["b", "a", "a"])] });

        Assert.Equal((3, 1), (monitor.Count, monitor.DistinctCount));
        Assert.Equal([long.MinValue, 1, 2], monitor.Match(Book("1", "bridge and road").Facet("topic", "a")).Order());
        Assert.True(monitor.Remove(1));
        Assert.Equal([long.MinValue, 2], monitor.Match(Book("1", "bridge and road").Facet("topic", "a")).Order());
    }

    [Fact]
    public void A_later_query_of_an_id_takes_the_place_of_the_earlier()
    {
        using var monitor = new QueryMonitor(Schema);
        monitor.Add(1, new StoredQuery { Text = Text("road") });
        monitor.Add(1, new StoredQuery { Text = Text("bridge") });

        Assert.Empty(monitor.Match(Book("1", "road")));
        Assert.Equal([1], monitor.Match(Book("1", "bridge")));
        Assert.False(monitor.Remove(2));
    }

    [Fact]
    public void A_field_that_the_schema_lacks_is_said()
    {
        using var monitor = new QueryMonitor(Schema);

        Assert.Throws<ArgumentException>(() => monitor.Match(new IndexDocument("1").Facet("nowhere", "a")));
        Assert.Throws<ArgumentException>(() => new QueryMonitor(
            Enumerable.Range(0, 65).Aggregate(new IndexSchema(1), (schema, i) => schema.Facet($"f{i}"))));
    }
}
