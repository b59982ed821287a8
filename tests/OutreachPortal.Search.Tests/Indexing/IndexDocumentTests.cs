using static OutreachPortal.Search.Tests.Shelf;

namespace OutreachPortal.Search.Tests;

public sealed class IndexDocumentTests
{
    [Fact]
    public void What_is_stored_comes_back_with_the_hit()
    {
        using var shelf = new Shelf();

        shelf.Put(Book("1").Store("note", "first").Store("note", "last"));

        Assert.Equal("last", shelf.Search("").Hits[0].Stored["note"]);
    }

    [Fact]
    public void The_last_number_given_stands()
    {
        using var shelf = new Shelf();

        shelf.Put(Book("1").Number("year", 1999).Number("year", 2026));

        Assert.Equal("1", shelf.Find(new Between("year", 2026, 2027)));
        Assert.Equal("", shelf.Find(new Between("year", 1999, 2000)));
    }

    [Fact]
    public void A_code_given_twice_counts_once()
    {
        using var shelf = new Shelf();

        shelf.Put(Book("1").Facet("topic", "a").Facet("topic", "a").Facet("topic", "b"));

        var result = shelf.Index.Search(new SearchRequest { Facets = [new CodeFacet("topic")] });
        Assert.Equal([new FacetCount("a", 1), new FacetCount("b", 1)], result.Facets["topic"]);
    }

    [Fact]
    public void Values_of_any_length_and_content_are_taken()
    {
        using var shelf = new Shelf();
        var value = new string('x', 100_000) + "\ud800";

        shelf.Put(Book("1", value + " \ud800 \0 end").Keyword("mark", value).Facet("topic", "\udc00").Facet("land", ""));

        Assert.Equal("1", shelf.Find(new AnyOf("mark", [value])));
        Assert.Equal("1", shelf.Find("end"));
        Assert.Equal("1", shelf.Find(value));
    }
}
