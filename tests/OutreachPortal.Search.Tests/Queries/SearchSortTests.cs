using static OutreachPortal.Search.Tests.Shelf;

namespace OutreachPortal.Search.Tests;

public sealed class SearchSortTests
{
    [Fact]
    public void A_number_sorts_either_way_with_the_absent_last()
    {
        using var shelf = Numbered(("a", 3), ("b", null), ("c", -5), ("d", long.MaxValue), ("e", long.MinValue), ("f", 3));

        Assert.Equal("e c a f d b", shelf.Find(new MatchAll(), new ByNumber("year")));
        Assert.Equal("d a f c e b", shelf.Find(new MatchAll(), new ByNumber("year", Descending: true)));
        Assert.Equal("a b c d e f", shelf.Find(new MatchAll(), new ByNumber("nothing")));
    }

    [Fact]
    public void A_code_sorts_either_way_with_the_absent_last_and_the_nearest_of_several_counting()
    {
        using var shelf = new Shelf();
        foreach (var (id, topics) in new[] { ("a", "sea"), ("b", ""), ("c", "art zoo"), ("d", "map"), ("e", "sea"), ("f", "") })
        {
            shelf.Put(Filed(id, topics));
        }

        Assert.Equal("c d a e b f", shelf.Find(new MatchAll(), new ByCode("topic")));
        Assert.Equal("c a e d b f", shelf.Find(new MatchAll(), new ByCode("topic", Descending: true)));
        Assert.Equal("a b c d e f", shelf.Find(new MatchAll(), new ByCode("nothing")));
    }

    [Fact]
    public void The_order_of_codes_is_that_of_sorting_everything()
    {
        var random = new Random(11);
        using var shelf = new Shelf();
        Dictionary<string, string> topics = [];
        for (var round = 0; round < 12; round++)
        {
            foreach (var id in Enumerable.Range(0, 25).Select(_ => $"{random.Next(200)}").Distinct())
            {
                topics[id] = random.Next(4) == 0 ? "" : $"t{random.Next(30):00}";
                shelf.Put(Filed(id, topics[id]));
            }
        }

        var expected = topics.OrderBy(pair => pair.Value is "").ThenByDescending(pair => pair.Value, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key).ToList();
        Assert.Equal(string.Join(' ', expected), shelf.Find(new MatchAll(), new ByCode("topic", Descending: true)));
        Assert.Equal(expected.Skip(13).Take(10), shelf.Index.Search(new SearchRequest
        {
            Sort = new ByCode("topic", Descending: true), Offset = 13, Size = 10,
        }).Hits.Select(hit => hit.Id));
    }

    [Fact]
    public void Tiers_follow_each_other_and_each_has_its_own_order()
    {
        using var shelf = Numbered(("a", 1), ("b", 5), ("c", 9), ("d", null), ("e", 7), ("f", 2), ("g", null));

        var open = new SortTier(new Between("year", 5, null), "year");
        var without = new SortTier(new Not(new Has("year")));
        var closed = new SortTier(new MatchAll(), "year", Descending: true);

        Assert.Equal("b e c d g f a", shelf.Find(new MatchAll(), new Tiered([open, without, closed])));
        Assert.Equal("b e c a d f g", shelf.Find(new MatchAll(), new Tiered([open])));
    }

    [Fact]
    public void Equal_documents_are_ordered_by_id_across_segments()
    {
        using var shelf = new Shelf();
        var ids = Enumerable.Range(0, 60).Select(i => $"{i * 37 % 60:00}").ToList();
        foreach (var chunk in ids.Chunk(7))
        {
            shelf.Put([.. chunk.Select(id => Book(id, "Same").Number("year", 1))]);
        }

        var expected = ids.Order(StringComparer.Ordinal).ToList();
        foreach (SearchSort sort in new SearchSort[] { new ByRelevance(), new ByNumber("year"), new Tiered([]) })
        {
            var pages = Enumerable.Range(0, 7).SelectMany(page => shelf.Index.Search(
                new SearchRequest { Sort = sort, Offset = page * 9, Size = 9 }).Hits.Select(hit => hit.Id));
            Assert.Equal(expected, pages);
        }
    }

    [Fact]
    public void The_order_is_that_of_sorting_everything()
    {
        var random = new Random(7);
        using var shelf = new Shelf();
        var years = new Dictionary<string, long?>();
        for (var round = 0; round < 12; round++)
        {
            var some = Enumerable.Range(0, 25).Select(_ => ($"{random.Next(200)}", random.Next(4) == 0 ? (long?)null : random.Next(10)));
            foreach (var (id, year) in some)
            {
                years[id] = year;
                shelf.Put(Numbered(id, year));
            }
        }

        var expected = years.OrderBy(pair => pair.Value is null).ThenByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key).ToList();
        Assert.Equal(string.Join(' ', expected), shelf.Find(new MatchAll(), new ByNumber("year", Descending: true)));
        Assert.Equal(expected.Skip(13).Take(10), shelf.Index.Search(new SearchRequest
        {
            Sort = new ByNumber("year", Descending: true), Offset = 13, Size = 10,
        }).Hits.Select(hit => hit.Id));
    }

    [Fact]
    public void The_heavier_field_and_the_rarer_word_come_first()
    {
        using var shelf = new Shelf();
        shelf.Put(
            Book("1", "Plain").Text("summary", "en", "bridge"), Book("2", "Bridge"), Book("3", "Road"), Book("4", "Road"),
            Book("5", "Tunnel"));

        Assert.Equal("2 1", Ids(shelf.Search("bridge")));
        Assert.Equal("5 3 4", Ids(shelf.Search("road OR tunnel")));
        Assert.Equal("3 4 5", Ids(shelf.Search("road^9 OR tunnel")));
        Assert.All(shelf.Search("bridge").Hits, hit => Assert.True(hit.Score > 0));
        Assert.All(shelf.Search("bridge", new ByNumber("year")).Hits, hit => Assert.Equal(0, hit.Score));
    }

    [Fact]
    public void A_page_beyond_the_end_is_empty_and_counts_all_the_same()
    {
        using var shelf = Of("en", "Road", "Road");

        var beyond = shelf.Index.Search(new SearchRequest { Offset = 10 });
        var counting = shelf.Index.Search(new SearchRequest { Size = 0 });
        var farthest = shelf.Index.Search(new SearchRequest { Offset = int.MaxValue, Size = int.MaxValue });

        Assert.Equal([(2L, 0), (2, 0), (2, 0)], new[] { beyond, counting, farthest }.Select(r => (r.Total, r.Hits.Count)));
        Assert.Throws<ArgumentOutOfRangeException>(() => shelf.Index.Search(new SearchRequest { Offset = -1 }));
    }

    static Shelf Numbered(params (string Id, long? Year)[] books)
    {
        var shelf = new Shelf();
        shelf.Put([.. books.Select(book => Numbered(book.Id, book.Year))]);
        return shelf;
    }

    static IndexDocument Filed(string id, string topics) => topics.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(Book(id), (book, topic) => book.Facet("topic", topic));

    static IndexDocument Numbered(string id, long? year) => year is { } number ? Book(id).Number("year", number) : Book(id);
}
