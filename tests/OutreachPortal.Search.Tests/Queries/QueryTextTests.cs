using FsCheck;
using FsCheck.Fluent;
using static OutreachPortal.Search.Tests.Shelf;

namespace OutreachPortal.Search.Tests;

public sealed class QueryTextTests
{
    [Theory]
    [InlineData("road bridge", "1")]
    [InlineData("road AND bridge", "1")]
    [InlineData("road && bridge", "1")]
    [InlineData("road OR bridge", "1 2 3")]
    [InlineData("road || bridge", "1 2 3")]
    [InlineData("road -bridge", "2")]
    [InlineData("road NOT bridge", "2")]
    [InlineData("road !bridge", "2")]
    [InlineData("road - bridge", "1")]
    [InlineData("-bridge", "2 4")]
    [InlineData("-bridge -road", "4")]
    [InlineData("NOT (road OR bridge)", "4")]
    [InlineData("repair road OR bridge", "1")]
    [InlineData("road OR bridge repair", "1")]
    [InlineData("tunnel OR road AND bridge", "1 4")]
    [InlineData("+road OR bridge", "1 2")]
    [InlineData("(road tunnel) OR bridge", "1 3")]
    [InlineData("\"bridge repair\"", "")]
    [InlineData("\"road bridge\"", "1")]
    [InlineData("\"bridge road\"~2", "1")]
    [InlineData("“road bridge”", "1")]
    [InlineData("\"repair bridge\"~3", "1")]
    [InlineData("brid*", "1 3")]
    [InlineData("br?dge", "1 3")]
    [InlineData("*unnel", "4")]
    [InlineData("b*g?", "1 3")]
    [InlineData("brigde~", "1 3")]
    [InlineData("brigde~1", "1 3")]
    [InlineData("tunnl~0.8", "4")]
    [InlineData("tunnl~0", "")]
    [InlineData("title:road", "1 2")]
    [InlineData("title: road", "1 2")]
    [InlineData("TITLE:(road -bridge)", "2")]
    [InlineData("summary:road", "")]
    [InlineData("title:\"road bridge\"", "1")]
    [InlineData("mark:rfq/2026/1", "2")]
    [InlineData("mark:\"RFQ/2026/1\"", "2")]
    [InlineData("mark:rfq*", "2")]
    [InlineData("mark:*", "2")]
    [InlineData("topic:A", "1")]
    [InlineData("year:2026", "2")]
    [InlineData("year:[2020 TO 2025]", "1")]
    [InlineData("year:{2025 TO *]", "2")]
    [InlineData("year:[* TO *]", "1 2")]
    [InlineData("year:soon", "")]
    [InlineData("title:[bridge TO road]", "1 2 3")]
    [InlineData("title:{bridge TO road}", "1")]
    [InlineData("road^3 bridge^0.5", "1")]
    [InlineData("road\\-works", "")]
    [InlineData("*:*", "1 2 3 4")]
    [InlineData("*", "1 2 3 4")]
    [InlineData("wikipedia:road", "")]
    [InlineData("（road　AND　bridge）", "1")]
    [InlineData("road\0bridge\u202e", "1")]
    [InlineData("road -ﬁ\ufffe", "1 2")]
    public void The_syntax_means_what_it_says(string text, string ids)
    {
        using var shelf = Library();

        Assert.Equal(ids, shelf.Find(text));
    }

    [Theory]
    [InlineData("", QueryNoteKind.Empty)]
    [InlineData(" ?!; ", QueryNoteKind.Empty)]
    [InlineData("AND", QueryNoteKind.DanglingOperator, QueryNoteKind.Empty)]
    [InlineData("road AND", QueryNoteKind.DanglingOperator)]
    [InlineData("OR road", QueryNoteKind.DanglingOperator)]
    [InlineData("road NOT", QueryNoteKind.DanglingOperator)]
    [InlineData("\"road", QueryNoteKind.UnbalancedQuote)]
    [InlineData("(road", QueryNoteKind.UnbalancedParenthesis)]
    [InlineData("road)", QueryNoteKind.UnbalancedParenthesis)]
    [InlineData("[road", QueryNoteKind.UnreadableRange)]
    [InlineData("road^x", QueryNoteKind.UnreadableBoost)]
    [InlineData("*oad", QueryNoteKind.LeadingWildcard)]
    [InlineData("colour:road", QueryNoteKind.UnknownField)]
    [InlineData("http://example.org 12:30")]
    [InlineData("road bridge")]
    public void What_cannot_be_read_is_said(string text, params QueryNoteKind[] kinds) =>
        Assert.Equal(kinds, QueryText.Parse(text, Options).Notes.Select(note => note.Kind));

    [Theory]
    [InlineData("\"road bridge", "1")]
    [InlineData("(road bridge", "1")]
    [InlineData("road) bridge", "1")]
    [InlineData("AND road OR", "1 2")]
    [InlineData("[road bridge", "1")]
    [InlineData("((((((((((((((((((((((road))))))))))))))))))))))", "1 2")]
    [InlineData("", "1 2 3 4")]
    public void What_cannot_be_read_is_read_as_words(string text, string ids)
    {
        using var shelf = Library();

        Assert.Equal(ids, shelf.Find(text));
    }

    [Fact]
    public void A_text_over_the_limit_is_cut_between_characters()
    {
        var parsed = QueryText.Parse(new string('a', 499) + "😀", Options);

        Assert.Equal(new string('a', 499), parsed.ToString());
        Assert.Equal(QueryNoteKind.TooLong, Assert.Single(parsed.Notes).Kind);
    }

    [Fact]
    public void Words_over_the_limit_are_left_out_with_one_note()
    {
        var parsed = QueryText.Parse(string.Join(' ', Enumerable.Range(0, 100).Select(i => $"w{i}")), Options);

        Assert.Equal(64, parsed.Words.Count);
        Assert.Equal(QueryNoteKind.TooManyClauses, Assert.Single(parsed.Notes).Kind);
    }

    [Fact]
    public void The_words_are_what_a_match_may_show()
    {
        var parsed = QueryText.Parse("road -tunnel \"stone bridge\" title:RFQ/1 gate~ wall* Road", Options);

        Assert.Equal(["road", "stone", "bridge", "RFQ", "1", "gate"], parsed.Words);
    }

    [Theory]
    [InlineData("  road   bridge ", "road bridge")]
    [InlineData("road AND bridge", "+road +bridge")]
    [InlineData("a OR (b -c)^2", "a OR (b -c)^2")]
    [InlineData("title:a\\ b", "title:a\\ b")]
    [InlineData("\\AND x\\*y* \"q\\\"\"~3", "\\AND x\\*y* \"q\\\"\"~3")]
    public void A_text_prints_in_one_spelling(string text, string expected) =>
        Assert.Equal(expected, QueryText.Parse(text, Options).ToString());

    [Theory]
    [InlineData("[a\\] TO b\\}]")]
    [InlineData("{\\] TO \\}}")]
    public void A_bracket_within_a_range_reads_as_the_same(string text) => Assert.Equal(
        QueryText.Parse(text, Options).ToString(), QueryText.Parse(QueryText.Parse(text, Options).ToString(), Options).ToString());

    [Fact]
    public void What_was_printed_reads_as_the_same()
    {
        var roomy = Options with { MaxLength = 100_000, MaxClauses = 10_000, MaxDepth = 1000 };
        Prop.ForAll(Gen.ListOf(Gen.Elements(Scraps.All)).ToArbitrary(), scraps =>
        {
            var once = QueryText.Parse(string.Concat(scraps), roomy).ToString();
            return once == QueryText.Parse(once, roomy).ToString();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void No_text_at_all_makes_a_search_fail()
    {
        using var shelf = new Shelf();
        shelf.Put([.. Enumerable.Range(0, 300).Select(i =>
            Book($"{i}", $"Road {i} bridge RFQ/{i} 采购网络 réseau").Facet("topic", $"t{i % 9}").Number("year", 2000 + i))]);
        var random = new Random(20261122);

        for (var i = 0; i < 20_000; i++)
        {
            var text = Scraps.Text(random);
            var found = Record.Exception(() => shelf.Index.Search(
                new SearchRequest { Query = Text(text), HighlightFields = ["title"], Size = 1 }));
            Assert.True(found is null, $"{text}: {found}");
        }
    }

    static Shelf Library()
    {
        var shelf = new Shelf();
        shelf.Put(
            Book("1", "Road bridge, then repair").Facet("topic", "a").Number("year", 2025),
            Book("2", "Road").Keyword("mark", "RFQ/2026/1").Number("year", 2026),
            Book("3", "Bridge"),
            Book("4", "Tunnel"));
        return shelf;
    }
}
