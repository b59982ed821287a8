namespace OutreachPortal.Exchange.Tests;

public sealed class OcdsReaderTests
{
    static string A => Some.Release(1);

    static string B => Some.Release(2);

    [Theory]
    [InlineData("A", "object")]
    [InlineData("[A,B]", "element 1|element 2")]
    [InlineData("A\nB", "object|object 2")]
    [InlineData("{\"releases\":[A,B]}", "release 1|release 2")]
    [InlineData("[{\"releases\":[A]},{\"releases\":[B]}]", "element 1, release 1|element 2, release 1")]
    [InlineData("{\"records\":[{\"releases\":[A,B],\"compiledRelease\":A}]}",
        "record 1, release 1|record 1, release 2")]
    [InlineData("{\"records\":[{\"releases\":[L],\"compiledRelease\":A},{\"compiledRelease\":B}]}",
        "record 1, compiledRelease|record 2, compiledRelease")]
    [InlineData("{\"compiledRelease\":A,\"releases\":[A]}", "release 1")]
    [InlineData("{\"releases\":[L],\"compiledRelease\":A}", "object, compiledRelease")]
    [InlineData("{\"compiledRelease\":A}", "object, compiledRelease")]
    public void Every_shape_gives_its_releases(string shape, string positions)
    {
        const string Link = """{"url":"https://example.org/1","date":"2026-01-01T00:00:00Z","tag":["tender"]}""";

        var records = Some.Read(shape.Replace("A", A).Replace("B", B).Replace("L", Link));

        Assert.Equal(positions, string.Join('|', records.Select(r => r.Position)));
        Assert.All(records, r => Assert.NotNull(r.Value));
    }

    [Fact]
    public void A_record_that_only_links_is_one_record_without_value()
    {
        const string Links = """{"records":[{"ocid":"o","releases":[{"url":"https://example.org/1"}]},{"ocid":"p"}]}""";

        var records = Some.Read(Links);

        Assert.Equal(["record 1", "record 2"], records.Select(r => r.Position));
        Assert.All(records, r => Assert.True(r is { Value: null, Problem: null } && r.Notes.Count == 1));
    }

    [Fact]
    public void Lines_are_releases_packages_or_problems()
    {
        var records = Some.Read($"{A}\n{{\"releases\":[{A},{B}]}}\n{{broken\n{B}", lines: true);

        Assert.Equal(["line 1", "line 2, release 1", "line 2, release 2", "line 3", "line 4"],
            records.Select(r => r.Position));
        Assert.NotNull(records[3].Problem);
    }

    [Fact]
    public void What_is_no_release_is_a_problem()
    {
        Assert.Contains("neither ocid", Assert.Single(Some.Read("{\"hello\":1}")).Problem, StringComparison.Ordinal);
        Assert.All(Some.Read("[1,\"x\",null]"), r => Assert.NotNull(r.Problem));
    }

    [Fact]
    public void The_publisher_is_known_even_when_it_stands_behind_the_releases()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("late.json", "{\"releases\":[" + A + "],\"publisher\":{\"name\":\"Late Office\"}}");

        Assert.Equal("Late Office", Assert.Single(OcdsReader.Read(file)).Value!.Publisher);
    }

    [Fact]
    public void A_release_of_100_000_items_is_one_record_whose_items_are_counted()
    {
        var items = string.Join(',', Enumerable.Range(0, 100_000).Select(n => $$$"""{"id":{{{n}}},"description":"Cable {{{n}}}","classification":{"scheme":"CPV","id":"32{{{n % 50}}}"}}"""));

        var release = Assert.Single(Some.Read(Some.Release(1, $",\"items\":[{items}]"))).Value!;

        Assert.Equal(100_000, release.Tender!.ItemCount);
        Assert.Equal(OcdsTender.MaxKept, release.Tender.Items.Count);
        Assert.Equal(50, release.Tender.Codes.Count);
    }
}
