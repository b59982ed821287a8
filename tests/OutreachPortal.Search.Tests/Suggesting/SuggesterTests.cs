using static OutreachPortal.Search.Tests.Shelf;

namespace OutreachPortal.Search.Tests;

public sealed class SuggesterTests
{
    [Theory]
    [InlineData("brigde", "bridge")]
    [InlineData("raod brigde", "road bridge")]
    [InlineData("road brigde", "road bridge")]
    [InlineData("title:brigde^2 OR tunel -raod", "(title:bridge^2 OR tunnel) -raod")]
    [InlineData("\"road brigde\"", "\"road bridge\"")]
    [InlineData("dridge", "bridge")]
    [InlineData("résau", "reseau")]
    [InlineData("дорго", "дорог")]
    [InlineData("الطرقا", "الطرق")]
    public void A_word_that_no_document_has_is_replaced_by_the_nearest(string typed, string meant)
    {
        using var shelf = Library();

        Assert.Equal(meant, new Suggester(shelf.Index).Suggest(Text(typed).Text)?.Text);
    }

    [Theory]
    [InlineData("road")]
    [InlineData("roads")]
    [InlineData("RÉSEAU")]
    [InlineData("xyzzyxyz")]
    [InlineData("brigde~ brig*")]
    [InlineData("RFQ/2026/0148")]
    [InlineData("网洛")]
    [InlineData("ab")]
    [InlineData("")]
    public void What_exists_or_has_no_neighbour_is_left_alone(string typed)
    {
        using var shelf = Library();

        Assert.Null(new Suggester(shelf.Index).Suggest(Text(typed).Text));
    }

    [Fact]
    public void Of_two_words_as_near_the_more_frequent_was_meant()
    {
        using var shelf = Shelf.Of("en", "cart", "card", "card", "care");

        var suggestion = new Suggester(shelf.Index).Suggest(Text("carx").Text);

        Assert.Equal(new BetterWord("carx", "card", 2), Assert.Single(suggestion!.Words));
    }

    [Fact]
    public void Titles_go_on_by_how_many_documents_have_them()
    {
        using var shelf = Shelf.Of("en", "Road works", "Road signs", "road SIGNS", "Rail", "Réseau");
        var suggester = new Suggester(shelf.Index);

        Assert.Equal([new("Road signs", 2), new("Road works", 1)], suggester.Complete("title", "ROAD", 10));
        Assert.Equal("Road signs", Assert.Single(suggester.Complete("title", "ro", 1)).Text);
        Assert.Equal("Réseau", Assert.Single(suggester.Complete("title", "rese", 5)).Text);
        Assert.Empty(suggester.Complete("title", "", 5));
        Assert.Empty(suggester.Complete("year", "2", 5));
    }

    [Fact]
    public void Codes_go_on_and_a_refresh_is_seen()
    {
        using var shelf = new Shelf();
        var suggester = new Suggester(shelf.Index);
        Assert.Empty(suggester.Complete("topic", "ro", 5));

        shelf.Put(Book("1").Facet("topic", "Roads"), Book("2").Facet("topic", "Roads"),
            Book("3").Facet("topic", "roofs"));

        Assert.Equal([new("Roads", 2), new("roofs", 1)], suggester.Complete("topic", "ro", 5));
        Assert.Single(suggester.Complete("title", "unti", 5));
    }

    static Shelf Library()
    {
        var shelf = Shelf.Of("en", "Road bridge", "Tunnel", "Road", "RFQ/2026/0147", "网络安全");
        shelf.Put(Book("r", "Réseau", "fr"), Book("d", "дорог", "ru"), Book("t", "الطرق", "ar"));
        return shelf;
    }
}
