using static OutreachPortal.Search.Tests.Shelf;

namespace OutreachPortal.Search.Tests;

public sealed class QueryTests
{
    [Fact]
    public void Conditions_find_what_they_say()
    {
        using var shelf = Library();

        Assert.Equal("1 2 3", shelf.Find(new MatchAll()));
        Assert.Equal("", shelf.Find(new MatchNone()));
        Assert.Equal("1 2", shelf.Find(new AnyOf("topic", ["a", "b"])));
        Assert.Equal("", shelf.Find(new AnyOf("topic", [])));
        Assert.Equal("3", shelf.Find(new AnyOf("mark", ["RFQ/1"])));
        Assert.Equal("", shelf.Find(new AnyOf("mark", ["rfq/1"])));
        Assert.Equal("1 2", shelf.Find(new Has("year")));
        Assert.Equal("3", shelf.Find(new Has("mark")));
        Assert.Equal("3", shelf.Find(new Not(new Has("year"))));
        Assert.Equal("2", shelf.Find(new All([new Has("year"), new AnyOf("topic", ["b"])])));
        Assert.Equal("1 3", shelf.Find(new Either([new AnyOf("topic", ["a"]), new Has("mark")])));
        Assert.Equal("1 2 3", shelf.Find(new All([])));
        Assert.Equal("", shelf.Find(new Either([])));
        Assert.Equal("1 3", shelf.Find(new All([new Not(new AnyOf("topic", ["b"]))])));
    }

    [Fact]
    public void A_range_begins_with_its_first_number_and_ends_before_its_last()
    {
        using var shelf = Library();

        Assert.Equal("1 2", shelf.Find(new Between("year", null, null)));
        Assert.Equal("1", shelf.Find(new Between("year", 2025, 2026)));
        Assert.Equal("2", shelf.Find(new Between("year", 2026, null)));
        Assert.Equal("", shelf.Find(new Between("year", 2026, 2026)));
        Assert.Equal("", shelf.Find(new Between("year", null, long.MinValue)));
        Assert.Equal("1 2", shelf.Find(new Between("year", long.MinValue, long.MaxValue)));
    }

    [Fact]
    public void A_field_that_is_not_there_matches_nothing()
    {
        using var shelf = Library();

        Assert.Equal("", shelf.Find(new AnyOf("year", ["2026"])));
        Assert.Equal("", shelf.Find(new Between("topic", null, null)));
        Assert.Equal("", shelf.Find(new Has("nothing")));
    }

    [Fact]
    public void Thousands_of_values_are_no_trouble()
    {
        using var shelf = Library();
        string[] values = [.. Enumerable.Range(0, 5000).Select(i => $"v{i}"), "b"];

        Assert.Equal("2", shelf.Find(new AnyOf("topic", values)));
        Assert.Equal("2", shelf.Find(new Either([.. values.Select(value => new AnyOf("topic", [value]))])));
        Assert.Equal("2", shelf.Find(new All([.. values.Select(_ => new AnyOf("topic", ["b"]))])));
    }

    [Fact]
    public void A_query_prints_itself()
    {
        var query = new All([
            new AnyOf("topic", ["a", "b\"c"]), new Between("year", 1, null), new Not(new Has("mark")),
            new Either([new MatchAll(), new MatchNone()]), Text("road  bridge")]);

        Assert.Equal(
            "(topic:(\"a\" OR \"b\\\"c\") AND year:[1 TO *} AND -mark:* AND (*:* OR -*:*) AND (road bridge))", query.ToString());
    }

    static Shelf Library()
    {
        var shelf = new Shelf();
        shelf.Put(
            Book("1").Facet("topic", "a").Number("year", 2025),
            Book("2").Facet("topic", "b").Number("year", 2026),
            Book("3").Keyword("mark", "RFQ/1"));
        return shelf;
    }
}
