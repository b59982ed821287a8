using System.Net;
using System.Text.Json;
using OutreachPortal.Languages;
using OutreachPortal.Opportunities;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

/// <summary>How the API is explained, to people and to tools.</summary>
public sealed class ApiPageTests(DemoHouse demo)
{
    public static TheoryData<string> Codes => [.. Language.All.Select(language => language.Code)];

    [Theory, MemberData(nameof(Codes))]
    public async Task Every_example_of_the_page_runs(string language)
    {
        var house = await demo.House;
        var page = await house.Client.PageAsync($"/{language}/api");
        var calls = page.Texts("pre code");

        Assert.Equal(5, calls.Count);
        foreach (var call in calls)
        {
            var answer = await house.Client.GetAsync(new Uri(call["curl '".Length..^1]).PathAndQuery);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
        }
        Assert.Equal(HttpStatusCode.OK, (await house.Client.GetAsync(page.Href("main a.button"))).StatusCode);
    }

    [Fact]
    public async Task The_results_page_leads_to_the_explanation() => Assert.Equal(
        "/ru/api", (await (await demo.House).Client.PageAsync("/ru/opportunities")).Href("main a[href='/ru/api']"));

    [Fact]
    public async Task The_description_names_every_address_and_every_parameter()
    {
        var description = await (await demo.House).JsonAsync("/openapi/v1.json");
        var paths = description.GetProperty("paths");
        var search = paths.GetProperty("/api/v1/opportunities").GetProperty("get");

        Assert.StartsWith("3.", description.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("http://localhost:5080", description.GetProperty("servers")[0].GetProperty("url").GetString());
        Assert.Equal(
            ["/api/v1/changes", "/api/v1/facets", "/api/v1/opportunities", "/api/v1/opportunities/{id}"],
            paths.EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "q", .. Criteria.Facets, "from", "closing-from", "closing-to", "posted-from", "posted-to", "sort", "page",
                "size",
            ],
            search.GetProperty("parameters").EnumerateArray().Select(entry => entry.GetProperty("name").GetString()));
        Assert.True(search.GetProperty("responses").TryGetProperty("400", out _));
    }

    [Fact]
    public async Task The_description_of_an_item_is_what_an_item_has()
    {
        var house = await demo.House;
        var description = await house.JsonAsync("/openapi/v1.json");
        var item = (await house.JsonAsync("/api/v1/opportunities?size=1")).GetProperty("items")[0];

        var schemas = description.GetProperty("components").GetProperty("schemas");
        var described = schemas.GetProperty("ApiItem").GetProperty("properties");

        Assert.Equal(Names(item), Names(described));
        Assert.Equal(
            "#/components/schemas/Instant", described.GetProperty("published").GetProperty("$ref").GetString());
        Assert.Equal(
            """{"type":"string","format":"date-time"}""", JsonSerializer.Serialize(schemas.GetProperty("Instant")));
    }

    static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(property => property.Name);
}
