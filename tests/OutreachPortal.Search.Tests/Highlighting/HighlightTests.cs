using static OutreachPortal.Search.Tests.Shelf;

namespace OutreachPortal.Search.Tests;

public sealed class HighlightTests
{
    [Theory]
    [InlineData("en", "Bridges and <b>roads</b>", "road bridge", "Bridges|roads")]
    [InlineData("fr", "Les réseaux de l'eau", "reseau eau", "réseaux|eau")]
    [InlineData("ru", "Поставка оборудования", "поставки", "Поставка")]
    [InlineData("zh", "采购网络安全软件", "网络安全", "网络安全")]
    [InlineData("en", "Offer RFQ/2026/0147 by C# people", "\"RFQ/2026/0147\" C#", "RFQ|2026|0147|C#")]
    [InlineData("en", "The supply of the roads", "the roads", "roads")]
    [InlineData("pt", "Aquisição de pontes", "aquisicao -estradas", "Aquisição")]
    public void The_words_asked_for_are_ranges_in_the_original(string language, string title, string text, string marked)
    {
        using var shelf = Of(language, title);

        var fragment = Assert.Single(Highlights(shelf, text));

        Assert.Equal(("title", language, title, 0), (fragment.Field, fragment.Language, fragment.Text, fragment.Start));
        Assert.Equal(marked, string.Join('|', fragment.Ranges.Select(range => title.Substring(range.Start, range.Length))));
    }

    [Fact]
    public void A_long_text_shows_where_most_of_the_words_stand()
    {
        var filler = string.Join(' ', Enumerable.Repeat("lorem ipsum", 50));
        var title = $"Road {filler} a stone bridge over the road here {filler} bridge";
        using var shelf = Of("en", title);

        var fragment = Assert.Single(Highlights(shelf, "stone bridge road", length: 60));

        Assert.Equal(["stone", "bridge", "road"], fragment.Ranges.Select(range => fragment.Text.Substring(range.Start, range.Length)));
        Assert.Equal(fragment.Text, title.Substring(fragment.Start, fragment.Text.Length));
        Assert.InRange(fragment.Text.Length, 30, 60);
    }

    [Fact]
    public void The_language_that_shows_most_is_shown()
    {
        using var shelf = new Shelf();
        shelf.Put(Book("1", "Water network").Text("title", "fr", "Réseau d'eau potable"));

        Assert.Equal("fr", Assert.Single(Highlights(shelf, "network OR (reseau eau)")).Language);
    }

    [Fact]
    public void Without_words_nothing_is_highlighted()
    {
        using var shelf = Of("en", "Road");

        Assert.Empty(Highlights(shelf, ""));
        Assert.Empty(Highlights(shelf, "-bridge"));
    }

    [Fact]
    public void Any_text_and_any_length_give_ranges_inside_the_fragment()
    {
        var random = new Random(3);
        using var shelf = new Shelf();
        shelf.Put([.. Enumerable.Range(0, 60).Select(i =>
            Book($"{i}", string.Concat(Enumerable.Range(0, 9).Select(_ => Scraps.Text(random)))))]);

        for (var i = 0; i < 200; i++)
        {
            var result = shelf.Index.Search(new SearchRequest
            {
                Query = Text("road OR 采购 OR réseau OR RFQ OR C++"), HighlightFields = ["title"], FragmentLength = random.Next(-1, 90),
            });
            var fragments = result.Hits.SelectMany(hit => hit.Highlights).ToList();
            Assert.NotEmpty(fragments);
            Assert.All(fragments, fragment => Assert.All(fragment.Ranges, range =>
                Assert.True(range.Length > 0 && range.Start >= 0 && range.Start + range.Length <= fragment.Text.Length)));
        }
    }

    [Fact]
    public void A_field_stands_in_for_one_that_a_document_has_nothing_in()
    {
        using var shelf = new Shelf();
        shelf.Put(
            Book("1", "A road").Text("summary", "en", "Nothing of it"), Book("2", "A road"), Book("3").Text("summary", "en", "The road"));

        var hits = shelf.Index.Search(new SearchRequest
        {
            Query = Text("road"), HighlightFields = ["summary"], HighlightInstead = new("summary", "title"), Sort = new Tiered([]),
        }).Hits;

        Assert.Equal(["", "title", "summary"], hits.Select(hit => string.Join(' ', hit.Highlights.Select(piece => piece.Field))));
    }

    static IReadOnlyList<Fragment> Highlights(Shelf shelf, string text, int length = 200) => Assert.Single(shelf.Index.Search(
        new SearchRequest { Query = Text(text), HighlightFields = ["title", "summary"], FragmentLength = length }).Hits).Highlights;
}
