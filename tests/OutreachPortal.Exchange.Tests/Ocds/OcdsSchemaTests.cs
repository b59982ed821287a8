namespace OutreachPortal.Exchange.Tests;

/// <summary>That the yardstick measures: it passes what is right and catches what is wrong.</summary>
public sealed class OcdsSchemaTests
{
    const string Good = """
        {"uri":"https://a.example/p","version":"1.1","publishedDate":"2026-11-22T08:00:00Z","publisher":{"name":"A"},
        "releases":[{"ocid":"ocds-x-1","id":"1","date":"2026-11-22T08:00:00Z","tag":["tender"],
        "initiationType":"tender","tender":{"id":"t","title":"T","title_fr":"T",
        "items":[{"id":"1","classification":{"scheme":"CPV","id":"30200000"}}],
        "tenderPeriod":{"endDate":"2026-12-01T14:00:00+03:00"},"documents":[{"id":"d","url":"https://a.example/d"}]}}]}
        """;

    [Fact]
    public async Task The_standards_own_example_passes() => Assert.Empty(await OcdsSchema.ErrorsOfAsync(
        await File.ReadAllTextAsync(Shared.Data("schemas/ocds-1.1.5/examples/ocds-213czf-000-00001-02-tender.json"))));

    [Fact]
    public async Task A_small_package_passes() => Assert.Empty(await OcdsSchema.ErrorsOfAsync(Good));

    [Theory]
    [InlineData("\"uri\":\"https://a.example/p\",", ""), InlineData("\"1.1\"", "\"1.1.5\""),
        InlineData("\"ocid\":\"ocds-x-1\",", ""), InlineData("[\"tender\"]", "[\"call\"]"),
        InlineData("\"tender\":{\"id\":\"t\",", "\"tender\":{"), InlineData("\"title_fr\":\"T\"", "\"title_fr\":7"),
        InlineData("\"initiationType\":\"tender\"", "\"initiationType\":\"plan\""),
        InlineData("2026-12-01T14:00:00+03:00", "1 December"), InlineData("\"scheme\":\"CPV\"", "\"scheme\":[]"),
        InlineData("https://a.example/d", "no address"), InlineData("\"id\":\"1\",\"date\"", "\"id\":\"\",\"date\""),
        InlineData("\"tenderPeriod\"", "\"status\":\"open\",\"tenderPeriod\"")]
    public async Task What_is_wrong_is_caught(string right, string wrong)
    {
        Assert.Contains(right, Good, StringComparison.Ordinal);

        Assert.NotEmpty(await OcdsSchema.ErrorsOfAsync(Good.Replace(right, wrong)));
    }
}
