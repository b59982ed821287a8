using static OutreachPortal.Search.Tests.Shelf;

namespace OutreachPortal.Search.Tests;

public sealed class ExplanationTests
{
    [Fact]
    public void A_score_is_explained_as_it_was_given()
    {
        using var shelf = Of("en", "Stone bridge", "Bridge bridge", "Road");
        var request = new SearchRequest { Query = Text("bridge OR stone^2"), Boosts = [new NumberBoost("year", 2026, 10, 0.2f)] };

        foreach (var hit in shelf.Index.Search(request).Hits)
        {
            var explanation = shelf.Index.Explain(request, hit.Id)!;

            Assert.Equal(hit.Score, explanation.Value, 0.0001f);
            Assert.Equal(2, explanation.Parts[0].Parts.Count);
        }
    }

    [Fact]
    public void What_is_no_hit_is_told_why()
    {
        using var shelf = Of("en", "Stone bridge", "Road");
        var request = new SearchRequest { Query = Text("bridge"), Filters = [new("when", new Between("year", 2000, null))] };

        Assert.Null(shelf.Index.Explain(request, "3"));
        Assert.Contains("does not match", shelf.Index.Explain(request, "2")!.Description, StringComparison.Ordinal);
        Assert.Contains("filter when", shelf.Index.Explain(request, "1")!.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_near_the_origin_favours_gently()
    {
        using var shelf = new Shelf();
        shelf.Put(
            Book("1", "Bridge").Number("year", 2000), Book("2", "Bridge").Number("year", 2026), Book("3", "Bridge"),
            Book("4", "Bridge bridge stone"), Book("5", "Road"));

        var result = shelf.Index.Search(new SearchRequest
        {
            Query = Text("bridge OR stone"), Boosts = [new NumberBoost("year", 2026, 2, 0.2f), new NumberBoost("nothing", 1, 1, 9)],
        });

        Assert.Equal("4 2 1 3", Ids(result));
    }

    [Fact]
    public void What_is_favoured_comes_first_among_equals_and_never_before_a_better_match()
    {
        using var shelf = new Shelf();
        shelf.Put(Book("1", "Bridge"), Book("2", "Bridge").Facet("topic", "open"), Book("3", "Stone bridge"), Book("4", "Road"));
        var request = new SearchRequest
        {
            Query = Text("bridge OR stone"), Favoured = [new QueryBoost(new AnyOf("topic", ["open"]), 0.2f)],
        };

        var result = shelf.Index.Search(request);

        Assert.Equal("3 2 1", Ids(result));
        Assert.Equal(result.Hits[1].Score, shelf.Index.Explain(request, "2")!.Value, 4);
        Assert.Contains(shelf.Index.Explain(request, "2")!.Parts, part => part.Description.StartsWith("times, for topic", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pattern_of_too_many_words_is_noted_and_finds_what_it_can()
    {
        using var shelf = new Shelf();
        shelf.Put([.. Enumerable.Range(0, 100).Select(i => Book($"{i:000}", string.Join(' ', Enumerable.Range(i * 50, 50).Select(n => $"word{n}"))))]);

        var cut = shelf.Search("word*");
        var whole = shelf.Search("word1*");

        Assert.Equal([new QueryNote(QueryNoteKind.PatternTooWide, "word*")], cut.Notes);
        Assert.InRange(cut.Total, 80, 100);
        Assert.Empty(whole.Notes);
    }
}
