using System.Text.Json.Nodes;
using NJsonSchema;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Discovery;

/// <summary>What the description promises is what the addresses answer, with nothing besides.</summary>
public sealed class ApiAnswersTests(DemoHouse demo)
{
    [Theory]
    [InlineData("/api/v1/opportunities", "/api/v1/opportunities?status=all&size=100")]
    [InlineData("/api/v1/opportunities", "/api/v1/opportunities?q=data&from=KE&size=100")]
    [InlineData("/api/v1/facets", "/api/v1/facets?status=all")]
    [InlineData("/api/v1/changes", "/api/v1/changes?since=0&size=1000")]
    public async Task An_answer_is_as_described(string path, string address)
    {
        var house = await demo.House;

        Assert.Empty((await SchemaOfAsync(house, path)).Validate(await house.Client.GetStringAsync(address)).Select(error => error.ToString()));
    }

    [Fact]
    public async Task Each_opportunity_is_as_described()
    {
        var house = await demo.House;
        var schema = await SchemaOfAsync(house, "/api/v1/opportunities/{id}");

        foreach (var item in await house.ItemsAsync("status=all"))
        {
            var text = await house.Client.GetStringAsync($"/api/v1/opportunities/{item.Id()}");
            Assert.Empty(schema.Validate(text).Select(error => $"{item.Id()}: {error}"));
        }
    }

    [Fact]
    public async Task The_yardstick_finds_what_is_not_described()
    {
        var house = await demo.House;
        var schema = await SchemaOfAsync(house, "/api/v1/changes");

        Assert.NotEmpty(schema.Validate("""{"changes":[],"next":0,"more":1}"""));
        Assert.NotEmpty(schema.Validate("""{"changes":[{"sequence":"one"}],"next":0}"""));
        Assert.NotEmpty(schema.Validate("""{"next":0}"""));
    }

    /// <summary>The schema of the answer 200, closed: an object has the members it is described with.</summary>
    static async Task<JsonSchema> SchemaOfAsync(ServedHouse house, string path)
    {
        var document = JsonNode.Parse(await house.Client.GetStringAsync("/openapi/v1.json"))!;
        var answer = document["paths"]![path]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;
        var schema = answer.DeepClone().AsObject();
        schema["definitions"] = document["components"]!["schemas"]!.DeepClone();
        Close(schema);
        return await JsonSchema.FromJsonAsync(schema.ToJsonString().Replace("#/components/schemas/", "#/definitions/"));
    }

    static void Close(JsonNode? node)
    {
        if (node is JsonObject described && described.ContainsKey("properties"))
            described["additionalProperties"] ??= false;
        foreach (var inner in node switch
        {
            JsonObject members => members.Select(member => member.Value).ToList(),
            JsonArray items => [.. items],
            _ => [],
        }) Close(inner);
    }
}
