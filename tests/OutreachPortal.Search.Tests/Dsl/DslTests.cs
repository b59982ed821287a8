using System.Text.Json;

namespace OutreachPortal.Search.Tests;

public sealed class DslTests
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Scenarios");

    public static TheoryData<string> Forms =>
        [.. Directory.GetFiles(Path.Combine(Folder, "dsl"), "*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_means_what_its_scenarios_say(string form)
    {
        using var shelf = new Shelf();
        shelf.Put([.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "documents.json")))
            .RootElement.EnumerateArray()
            .Select(Scenario.Document)]);
        var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "dsl", form + ".json"))).RootElement;

        Assert.All(cases.EnumerateArray(), one => Check(shelf, one));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"query\":3}")]
    [InlineData("{\"query\":{}}")]
    [InlineData("{\"query\":{\"match\":{\"title\":\"\\ud800\"}}}")]
    [InlineData("{\"\\ud800\":1}")]
    public void What_is_no_query_is_said(string json)
    {
        var reading = QueryDsl.Read(json, Shelf.Schema);

        Assert.Null(reading.Request);
        Assert.NotEmpty(reading.Issues);
        Assert.All(reading.Issues, issue => Assert.EndsWith(".", issue.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Comments_and_trailing_commas_are_allowed()
    {
        var reading = QueryDsl.Read("{ /* all */ \"query\": { \"match_all\": {}, }, // end\n }", Shelf.Schema);

        Assert.Equal(new MatchAll(), reading.Request?.Query);
        Assert.Equal(10, reading.Request?.Size);
    }

    [Fact]
    public void Depth_and_number_of_queries_are_bounded()
    {
        var deep =
            string.Concat(Enumerable.Repeat("{\"bool\":{\"must\":", 25)) + "{\"match_all\":{}}" + new string('}', 50);
        var wide = string.Join(',', Enumerable.Repeat("{\"match_all\":{}}", 600));

        Assert.Null(QueryDsl.Read($"{{\"query\":{deep}}}", Shelf.Schema).Request);
        Assert.Null(QueryDsl.Read($"{{\"query\":{{\"bool\":{{\"should\":[{wide}]}}}}}}", Shelf.Schema).Request);
        Assert.Null(QueryDsl.Read(new string(' ', 200_001), Shelf.Schema).Request);
    }

    static void Check(Shelf shelf, JsonElement one)
    {
        var reading = QueryDsl.Read(one.GetProperty("query"), Shelf.Schema);
        if (one.TryGetProperty("refused", out var path))
        {
            Assert.Null(reading.Request);
            Assert.Equal(path.GetString(), reading.Issues[0].Path);
            return;
        }

        Assert.True(reading.Request is not null, string.Join(' ', reading.Issues));
        var found = Shelf.Ids(shelf.Index.Search(reading.Request));
        var ordered = one.GetProperty("query").TryGetProperty("sort", out _)
            || one.GetProperty("name").GetString()!.Contains("order");
        Assert.Equal(one.GetProperty("ids").GetString(), ordered ? found : string.Join(' ', found.Split(' ').Order()));
    }
}
