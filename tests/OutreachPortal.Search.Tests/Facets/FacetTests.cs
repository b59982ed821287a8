using static OutreachPortal.Search.Tests.Shelf;

namespace OutreachPortal.Search.Tests;

public sealed class FacetTests
{
    static readonly string[] Topics = ["a", "b", "c", "d"];
    static readonly string[] Lands = ["KE", "TZ", "FR"];
    static readonly string[] Words = ["road", "bridge", "tunnel"];

    [Fact]
    public void A_facet_ignores_its_own_selection_and_no_other()
    {
        using var shelf = new Shelf();
        shelf.Put(
            Book("1").Facet("topic", "a").Facet("land", "KE"), Book("2").Facet("topic", "b").Facet("land", "KE"),
            Book("3").Facet("topic", "b").Facet("land", "TZ"), Book("4").Facet("topic", "b"));

        var result = shelf.Index.Search(new SearchRequest
        {
            Filters = [new("topic", new AnyOf("topic", ["b"])), new("land", new AnyOf("land", ["KE"]))],
            Facets = [new CodeFacet("topic"), new CodeFacet("land")],
        });

        Assert.Equal(1, result.Total);
        Assert.Equal([new FacetCount("a", 1), new FacetCount("b", 1)], result.Facets["topic"]);
        Assert.Equal([new FacetCount("KE", 1), new FacetCount("TZ", 1)], result.Facets["land"]);
    }

    [Fact]
    public void Values_come_by_count_and_then_by_name()
    {
        using var shelf = new Shelf();
        shelf.Put(Book("1").Facet("topic", "z").Facet("topic", "b"), Book("2").Facet("topic", "z").Facet("topic", "a"));

        var counts = shelf.Index.Search(new SearchRequest { Facets = [new CodeFacet("topic"), new CodeFacet("nothing")] }).Facets;

        Assert.Equal([new FacetCount("z", 2), new FacetCount("a", 1), new FacetCount("b", 1)], counts["topic"]);
        Assert.Empty(counts["nothing"]);
    }

    [Fact]
    public void What_is_asked_again_is_answered_anew_after_a_change()
    {
        using var shelf = new Shelf();
        shelf.Put(Book("1").Facet("topic", "a").Number("year", 2001), Book("2").Facet("topic", "b").Number("year", 2002));
        var since = Since(2001);
        Assert.Equal("a 1, b 1", TopicsOf(since));
        Assert.Equal("a 1, b 1", TopicsOf(since));
        Assert.Equal("b 1", TopicsOf(Since(2002)));

        shelf.Put(Book("2").Facet("topic", "a").Number("year", 2003));
        Assert.Equal("a 2", TopicsOf(since));
        shelf.Index.Delete(["1"]);
        shelf.Index.Refresh();
        Assert.Equal("a 1", TopicsOf(since));

        SearchRequest Since(int year) => new()
        {
            Filters = [new("year", new Between("year", year, null))], Facets = [new CodeFacet("topic")],
        };

        string TopicsOf(SearchRequest request) => string.Join(
            ", ", shelf.Index.Search(request).Facets["topic"].Select(count => $"{count.Value} {count.Count}"));
    }

    /// <summary>The same query is another question as the filter of a facet, which passes over it.</summary>
    [Fact]
    public void The_name_of_a_filter_is_part_of_what_is_asked()
    {
        using var shelf = new Shelf();
        shelf.Put(Book("1").Facet("topic", "a"), Book("2").Facet("topic", "b"));
        var (own, other) = (Filtered("topic"), Filtered("other"));

        Assert.Equal([(2, 1), (1, 1), (2, 1), (1, 1)], new[] { own, other, own, other }.Select(request =>
            shelf.Index.Search(request) is var found ? (found.Facets["topic"].Count, (int)found.Total) : default));

        static SearchRequest Filtered(string name) => new()
        {
            Filters = [new(name, new AnyOf("topic", ["a"]))], Facets = [new CodeFacet("topic")],
        };
    }

    [Fact]
    public void Counts_are_those_of_counting_one_by_one()
    {
        var random = new Random(20261122);
        for (var library = 0; library < 8; library++)
        {
            using var shelf = new Shelf();
            var books = Fill(shelf, random);
            for (var i = 0; i < 40; i++)
            {
                AssertCounts(shelf, [.. books.Values], Selection.Any(random));
            }
        }
    }

    [Fact]
    public void Counts_stay_exact_through_deletions_merges_and_reopening()
    {
        var random = new Random(20261123);
        using var shelf = new Shelf();
        Dictionary<string, Sample> books = [];
        for (var round = 0; round < 60; round++)
        {
            var some = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Sample.Any(random)).ToList();
            some.ForEach(book => books[book.Id] = book);
            shelf.Put([.. some.Select(book => book.Document())]);
            string[] gone = [.. Enumerable.Range(0, 3).Select(_ => $"{random.Next(150)}")];
            Array.ForEach(gone, id => books.Remove(id));
            shelf.Index.Delete(gone);
            shelf.Index.Refresh();
            AssertCounts(shelf, [.. books.Values], Selection.Any(random));
            if (round % 15 == 14)
            {
                shelf.Index.Commit(new Dictionary<string, string>());
                Assert.IsType<Opened>(shelf.Reopen());
                AssertCounts(shelf, [.. books.Values], Selection.Any(random));
            }
        }
    }

    [Fact]
    public void A_facet_of_more_combinations_than_a_column_holds_is_counted_all_the_same()
    {
        using var shelf = new Shelf();
        var books = Enumerable.Range(0, 6000).Select(i => Book($"{i}").Facet("topic", $"t{i}").Facet("topic", $"t{i % 7}").Facet("land", "KE"));
        shelf.Put([.. books]);

        var result = shelf.Index.Search(new SearchRequest
        {
            Filters = [new("topic", new AnyOf("topic", ["t6", "t5999"]))], Facets = [new CodeFacet("topic"), new CodeFacet("land")],
        });

        Assert.Equal(858, result.Total);
        Assert.Equal([new FacetCount("KE", 858)], result.Facets["land"]);
        Assert.Equal(6000, result.Facets["topic"].Count);
        Assert.Equal(new FacetCount("t0", 858), result.Facets["topic"][0]);
    }

    [Fact]
    public void A_list_that_is_asked_for_again_is_counted_anew_when_it_has_changed()
    {
        using var shelf = new Shelf();
        for (var year = 1; year <= 60; year++)
        {
            shelf.Put(Book($"{year}").Facet("topic", $"t{year % 3}").Number("year", year * 10));
            if (year % 7 == 0)
            {
                shelf.Index.Delete([$"{year - 3}"]);
                shelf.Index.Refresh();
            }

            foreach (var from in (int[])[1, 9, 10, 11, 95, year * 10])
            {
                Assert.Equal(Listed(shelf, from), Counted(shelf, from));
                Assert.Equal(Counted(shelf, from), Counted(shelf, from));
            }
        }
    }

    // What nothing is remembered of: the hits themselves.
    static string Listed(Shelf shelf, int from) => string.Join(' ', shelf.Index
        .Search(new SearchRequest { Filters = [Since(from)], Size = 1000 }).Hits.Select(hit => $"t{int.Parse(hit.Id, System.Globalization.CultureInfo.InvariantCulture) % 3}")
        .CountBy(topic => topic).OrderByDescending(topic => topic.Value).ThenBy(topic => topic.Key, StringComparer.Ordinal)
        .Select(topic => $"{topic.Key}:{topic.Value}"));

    static string Counted(Shelf shelf, int from) => string.Join(' ', shelf.Index
        .Search(new SearchRequest { Filters = [Since(from)], Facets = [new CodeFacet("topic")], Size = 0 }).Facets["topic"]
        .Select(topic => $"{topic.Value}:{topic.Count}"));

    static SearchFilter Since(int year) => new("since", new All([new Between("year", year, null)]));

    static void AssertCounts(Shelf shelf, List<Sample> books, Selection selection)
    {
        var result = shelf.Index.Search(selection.Request());

        var hits = books.Where(book => selection.Admits(book, besides: null)).ToList();
        Assert.Equal(hits.Count, result.Total);
        Assert.Equal(hits.Select(book => book.Id).Order(StringComparer.Ordinal), result.Hits.Select(hit => hit.Id));
        Assert.Equal(Counted(books.Where(book => selection.Admits(book, "topic")).SelectMany(book => book.Topics)), result.Facets["topic"]);
        Assert.Equal(Counted(books.Where(book => selection.Admits(book, "land")).SelectMany(book => book.Lands)), result.Facets["land"]);
        Assert.Equal(Counted(books.Where(book => selection.Admits(book, "age")).SelectMany(book => book.Ages())), result.Facets["age"]);
    }

    static IEnumerable<FacetCount> Counted(IEnumerable<string> values) => values.GroupBy(value => value)
        .Select(group => new FacetCount(group.Key, group.Count()))
        .OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal);

    static Dictionary<string, Sample> Fill(Shelf shelf, Random random)
    {
        Dictionary<string, Sample> books = [];
        for (var round = 0; round < 5; round++)
        {
            var some = Enumerable.Range(0, 40).Select(_ => Sample.Any(random)).ToList();
            foreach (var book in some)
            {
                books[book.Id] = book;
            }

            shelf.Put([.. some.Select(book => book.Document())]);
            var gone = $"{random.Next(150)}";
            books.Remove(gone);
            shelf.Index.Delete([gone]);
        }

        shelf.Index.Refresh();
        return books;
    }

    static string[] Some(Random random, string[] from) => [.. from.Where(_ => random.Next(3) == 0)];

    sealed record Sample(string Id, string Word, string[] Topics, string[] Lands, long? Year)
    {
        public static Sample Any(Random random) => new(
            $"{random.Next(150)}", Words[random.Next(Words.Length)], Some(random, FacetTests.Topics), Some(random, FacetTests.Lands),
            random.Next(4) == 0 ? null : random.Next(2000, 2030));

        public IEnumerable<string> Ages() =>
            [.. Year < 2020 ? ["old"] : Array.Empty<string>(), .. Year >= 2010 ? ["new"] : Array.Empty<string>(), "any"];

        public IndexDocument Document()
        {
            var document = Book(Id, Word);
            Array.ForEach(Topics, topic => document.Facet("topic", topic));
            Array.ForEach(Lands, land => document.Facet("land", land));
            return Year is { } year ? document.Number("year", year) : document;
        }
    }

    sealed record Selection(string[] Words, string[] Topics, string[] Lands, long? From, long? Until)
    {
        public static Selection Any(Random random) => new(
            Some(random, FacetTests.Words), Some(random, FacetTests.Topics), Some(random, FacetTests.Lands),
            random.Next(2) == 0 ? random.Next(2000, 2030) : null, random.Next(2) == 0 ? random.Next(2000, 2030) : null);

        public bool Admits(Sample book, string? besides) =>
            (Words.Length == 0 || Words.Contains(book.Word))
            && (Topics.Length == 0 || besides == "topic" || Topics.Intersect(book.Topics).Any())
            && (Lands.Length == 0 || besides == "land" || Lands.Intersect(book.Lands).Any())
            && (From is null || besides == "age" || book.Year >= From)
            && (Until is null || besides == "age" || book.Year < Until);

        public SearchRequest Request() => new()
        {
            Query = Text(string.Join(" OR ", Words)),
            Filters = [.. Filters()],
            Facets = [new CodeFacet("topic"), new CodeFacet("land"), new QueryFacet("age", Ages)],
            Sort = new Tiered([]),
            Size = 1000,
        };

        static IReadOnlyList<FacetQuery> Ages { get; } =
        [
            new("old", new Between("year", null, 2020)), new("new", new Between("year", 2010, null)), new("any", new MatchAll()),
        ];

        IEnumerable<SearchFilter> Filters()
        {
            SearchFilter?[] filters =
            [
                Topics.Length > 0 ? new("topic", new AnyOf("topic", Topics)) : null,
                Lands.Length > 0 ? new("land", new AnyOf("land", Lands)) : null,
                From is not null ? new("age", new Between("year", From, null)) : null,
                Until is not null ? new("age", new Between("year", null, Until)) : null,
            ];
            return filters.OfType<SearchFilter>();
        }
    }
}
