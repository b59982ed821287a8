using System.Net;
using System.Text.Json;
using NodaTime;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

/// <summary>The list of the API as interface.md promises it.</summary>
public sealed class ApiListTests(DemoHouse demo)
{
    [Fact]
    public async Task The_list_has_the_names_of_the_contract()
    {
        var list = await (await demo.House).JsonAsync("/api/v1/opportunities");

        Assert.Equal(["total", "page", "size", "notes", "facets", "items"], Names(list));
        Assert.Equal(
            ["kind", "type", "group", "country", "category", "org", "language", "status"], Names(list.GetProperty("facets")));
        Assert.Equal(["value", "label", "count", "selected"], Names(list.GetProperty("facets").GetProperty("kind")[0]));
        Assert.Equal((1, 20), (list.GetProperty("page").GetInt32(), list.GetProperty("size").GetInt32()));
    }

    [Fact]
    public async Task An_item_has_the_names_of_the_contract()
    {
        await using var house = await HouseWithAsync(Some.Tender());
        var item = await OnlyItemAsync(house);

        Assert.Equal(
            [
                "id", "reference", "kind", "type", "title", "language", "summary", "highlights", "organisation", "countries",
                "countryBasis", "groups", "categories", "status", "published", "deadline", "source", "url",
            ],
            Names(item).Where(name => name != "grade"));
        Assert.Equal(["code", "name"], Names(item.GetProperty("organisation")));
        Assert.Equal("""{"instant":"2026-12-01T13:00:00Z","local":"2026-12-01T16:00","zone":"Africa/Nairobi"}""", item.GetProperty("deadline").GetRawText());
        Assert.Equal("""{"key":"nairobi-works","id":"017","url":"https://tenders.example/nw/017"}""", item.GetProperty("source").GetRawText());
        Assert.Equal("2026-11-15T12:00:00Z", item.GetProperty("published").GetString());
        Assert.Equal("""["KE"]""", item.GetProperty("countries").GetRawText());
        Assert.Equal(("tender", "rfp", "stated", "open"), (Text(item, "kind"), Text(item, "type"), Text(item, "countryBasis"), Text(item, "status")));
        Assert.Matches($"^http://localhost:5080/en/opportunities/{item.Id()}-nw-2026-017$", Text(item, "url"));
    }

    [Fact]
    public async Task What_an_item_does_not_have_is_null_and_not_missing()
    {
        await using var house = await HouseWithAsync(Some.Tender() with { Deadline = null, Link = null, Summaries = [] });
        var item = await OnlyItemAsync(house);

        Assert.Equal(JsonValueKind.Null, item.GetProperty("deadline").ValueKind);
        Assert.Equal(JsonValueKind.Null, item.GetProperty("source").GetProperty("url").ValueKind);
        Assert.Equal(JsonValueKind.Null, item.GetProperty("summary").ValueKind);
    }

    [Fact]
    public async Task A_reader_gets_titles_labels_and_addresses_in_the_own_language()
    {
        await using var house = await HouseWithAsync(Some.Job());
        house.Client.DefaultRequestHeaders.Add("Accept-Language", "en;q=0.5, ar;q=0.2, fr");

        var list = await house.JsonAsync("/api/v1/opportunities");

        Assert.Equal("Ingénieure réseau", Text(list.GetProperty("items")[0], "title"));
        Assert.StartsWith("http://localhost:5080/fr/", Text(list.GetProperty("items")[0], "url"), StringComparison.Ordinal);
        Assert.NotEqual("job", Text(list.GetProperty("facets").GetProperty("kind")[0], "label"));
    }

    [Fact]
    public async Task The_time_taken_is_said()
    {
        var answer = await (await demo.House).Client.GetAsync("/api/v1/opportunities?q=software");

        Assert.Matches(@"^search;dur=[0-9.]+$", Assert.Single(answer.Headers.GetValues("Server-Timing")));
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("page=0", 400)]
    [InlineData("page=-1", 400)]
    [InlineData("page=abc", 400)]
    [InlineData("page=1&page=1", 400)]
    [InlineData("size=0", 400)]
    [InlineData("size=101", 400)]
    [InlineData("closing-from=soon", 400)]
    [InlineData("from=Kenya", 400)]
    [InlineData("sort=price", 400)]
    [InlineData("page=502", 404)]
    [InlineData("page=1000000000000000000000000000000", 404)]
    public async Task What_cannot_be_answered_is_a_problem_with_a_sentence(string query, int status)
    {
        var house = await demo.House;

        foreach (var address in new[] { "opportunities", "facets" })
        {
            var answer = await house.Client.GetAsync($"/api/v1/{address}?{query}");

            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
            Assert.All(
                new[] { "type", "title", "detail", "traceId" }, name => Assert.NotEmpty(problem.RootElement.GetProperty(name).GetString()!));
            Assert.DoesNotContain("criteria.", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Fifty_one_values_are_too_many()
    {
        var query = string.Join('&', Enumerable.Range(0, 51).Select(number => $"country=X{number}"));

        var answer = await (await demo.House).Client.GetAsync($"/api/v1/opportunities?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_page_beyond_the_end_is_empty_and_says_the_total()
    {
        var house = await demo.House;

        var list = await house.JsonAsync("/api/v1/opportunities?page=100&size=100");

        Assert.Empty(list.GetProperty("items").EnumerateArray());
        Assert.Equal(await house.TotalAsync(""), list.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Pages_together_are_the_whole_list()
    {
        var house = await demo.House;
        var whole = (await house.ItemsAsync("status=all")).ConvertAll(item => item.Id());

        List<string> paged = [];
        for (var page = 1; paged.Count < whole.Count; page++)
        {
            var list = await house.JsonAsync($"/api/v1/opportunities?status=all&size=7&page={page}");
            paged.AddRange(list.GetProperty("items").EnumerateArray().Select(item => item.Id()));
        }

        Assert.Equal(whole, paged);
        Assert.Equal(whole.Count, whole.Distinct().Count());
    }

    [Theory]
    [InlineData("country=QQ", "QQ")]
    [InlineData("kind=lottery", "lottery")]
    [InlineData("from=QQ", "QQ")]
    public async Task An_unknown_value_matches_nothing_and_is_said(string query, string value)
    {
        var list = await (await demo.House).JsonAsync($"/api/v1/opportunities?{query}");

        Assert.Equal(0, list.GetProperty("total").GetInt32());
        Assert.Contains(value, Assert.Single(list.GetProperty("notes").EnumerateArray()).GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("%28%28%28%28%22")]
    [InlineData("a%2A%20%2Aa")]
    [InlineData("NEAR%2F")]
    [InlineData("%27%20OR%201%3D1--")]
    [InlineData("%E2%80%AEcloud")]
    [InlineData("%3Cscript%3Ealert%281%29%3C%2Fscript%3E")]
    [InlineData("%ED%A0%80")]
    [InlineData("cloud%01hosting")]
    public async Task No_text_is_an_error(string text) =>
        Assert.True(await (await demo.House).TotalAsync($"q={text}&status=all") >= 0);

    [Fact]
    public async Task A_text_that_is_too_long_is_cut_and_said()
    {
        var list = await (await demo.House).JsonAsync($"/api/v1/opportunities?q={new string('a', 2_000)}");

        Assert.NotEmpty(list.GetProperty("notes").EnumerateArray());
    }

    static async Task<ServedHouse> HouseWithAsync(Content content)
    {
        var house = await ServedHouse.OpenAsync("minimal", Hours.At(Some.Noon));
        await house.WaitUntilReadyAsync();
        await house.Services.PublishAsync("017", content);
        await house.WaitUntilFollowedAsync();
        return house;
    }

    static async Task<JsonElement> OnlyItemAsync(ServedHouse house) =>
        Assert.Single((await house.JsonAsync("/api/v1/opportunities")).GetProperty("items").EnumerateArray());

    static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(property => property.Name);

    static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
