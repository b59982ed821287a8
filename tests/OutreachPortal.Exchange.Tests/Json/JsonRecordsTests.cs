namespace OutreachPortal.Exchange.Tests;

public sealed class JsonRecordsTests
{
    static List<ImportRecord<JsonRecord>> Read(string json) =>
        [.. JsonRecords.Read(Some.Stream(json), ["releases"], ["publisher"])];

    [Fact]
    public void A_bare_object_an_array_and_values_in_a_row_are_records()
    {
        Assert.Equal(["object"], Read("{\"a\":1}").Select(r => r.Position));
        Assert.Equal(["element 1", "element 2"], Read("[{},{\"a\":[1]}]").Select(r => r.Position));
        Assert.Equal(["object", "object 2", "object 3, element 1"], Read("{}{}\n[{}]").Select(r => r.Position));
    }

    [Fact]
    public void A_package_gives_its_elements_and_its_publisher_before_or_after_them()
    {
        var before = Read("""{"publisher":{"name":"P"},"releases":[{"n":1},{"n":2}]}""");
        var after = Read("""{"releases":[{"n":1}],"x":{"releases":[]},"publisher":{"name":"P"}}""");

        Assert.Equal(["release 1", "release 2", "object"], before.Select(r => r.Position));
        Assert.True(before[0].Value!.Package.ContainsKey("publisher"));
        Assert.False(after[0].Value!.Package.ContainsKey("publisher"));
        Assert.True(after[1].Value!.EndsPackage && after[1].Value!.Package.ContainsKey("publisher"));
    }

    [Fact]
    public void Broken_syntax_ends_the_file_with_one_problem_after_what_was_read()
    {
        var records = Read("[{\"a\":1},\n{\"a\":}]");

        Assert.Equal(2, records.Count);
        Assert.True(records[1].EndsFile);
        Assert.Equal("after element 1", records[1].Position);
        Assert.Contains("line 2, byte 6", records[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_line_costs_that_line_only()
    {
        var records = JsonRecords.ReadLines(Some.Stream("{\"a\":1}\r\n\n{\"a\":\n{\"a\":3}\n7")).ToList();

        Assert.Equal(["line 1", "line 3", "line 4", "line 5"], records.Select(r => r.Position));
        Assert.Equal([true, false, true, false], records.Select(r => r.Problem is null));
        Assert.DoesNotContain(records, r => r.EndsFile);
    }

    [Fact]
    public void A_name_that_stands_twice_counts_the_last_time_and_is_noted()
    {
        var record = Assert.Single(Read("{\"a\":1,\"a\":2}"));

        Assert.Equal(2, record.Value!.Element.GetProperty("a").GetInt32());
        Assert.Contains("twice", Assert.Single(record.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_mended_and_a_whole_one_is_left_alone()
    {
        var record = Assert.Single(Read("""{"a":"x\ud83dy","b":"\ud83d\ude00","c\udc00":"\\ud83d"}"""));

        Assert.Equal("x\uFFFDy", record.Value!.Element.GetProperty("a").GetString());
        Assert.Equal("😀", record.Value!.Element.GetProperty("b").GetString());
        Assert.Equal("\\ud83d", record.Value!.Element.GetProperty("c\uFFFD").GetString());
        Assert.Contains("2 half", Assert.Single(record.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_ignores_order_white_space_and_escapes_and_nothing_else()
    {
        static string Hash(string json) => CanonicalJson.Hash(System.Text.Json.JsonElement.Parse(json));

        Assert.Equal(Hash("""{"a":1,"b":["é",null]}"""), Hash("{ \"b\" : [\"\\u00e9\", null],\n\"a\":1 }"));
        Assert.NotEqual(Hash("""{"a":1}"""), Hash("""{"a":"1"}"""));
        Assert.NotEqual(Hash("""{"a":[1,2]}"""), Hash("""{"a":[2,1]}"""));
    }
}
