using System.Text.Json;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests;

/// <summary>What an operator sees: exit codes, one sentence, one object.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("serve", "Database:Provider", "--Database:Provider=Oracle")]
    [InlineData("check", "Database:Provider", "--Database:Provider=Oracle")]
    [InlineData("serve", "Database:ConnectionString", "--Database:Provider=PostgreSql")]
    [InlineData("migrate", "Portal:PublicUrl", "--Portal:PublicUrl=ftp://portal.example")]
    [InlineData("serve", "Portal:PublicUrl", "--Portal:PublicUrl=ftp://portal.example")]
    [InlineData("serve", "Portal:Theme", "--Portal:Theme=no-such-theme")]
    [InlineData("serve", "Limits:OpenWithoutDeadlineDays", "--Limits:OpenWithoutDeadlineDays=0")]
    [InlineData("serve", "Telemetry:Collector", "--Telemetry:Collector=collector:4317")]
    [InlineData("reindex", "Limits:OpenWithoutDeadlineDays", "--Limits:OpenWithoutDeadlineDays=many")]
    [InlineData("serve", "Portal:Name", "--Portal:Name= ", "--Portal:Theme=no-such-theme", "--Limits:OpenWithoutDeadlineDays=0")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence_that_names_it(string command, string key, params string[] settings)
    {
        await using var plot = await Plot.OfAsync();

        var ending = await Executable.RunAsync(plot, [command, .. settings]);

        Assert.Equal(1, ending.Code);
        Assert.Contains(key, Assert.Single(Lines(ending.Error)), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(plot.Folder, "data", "portal.db")), "It went on to make a database.");
    }

    [Fact]
    public async Task A_recipe_that_is_not_there_stops_the_start()
    {
        await using var plot = await Plot.OfAsync();

        var ending = await Executable.RunAsync(plot, "serve", "--Setup:Recipe=no-such-recipe");

        Assert.Equal(1, ending.Code);
        Assert.Contains("Setup:Recipe", Assert.Single(Lines(ending.Error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_one_sentence()
    {
        await using var plot = await Plot.OfAsync();

        var ending = await Executable.RunAsync(
            plot, "check", "--Database:Provider=PostgreSql", "--Database:ConnectionString=Host=127.0.0.1;Port=1;Username=nobody;Timeout=2");

        Assert.Equal(1, ending.Code);
        Assert.Contains("database", Assert.Single(Lines(ending.Error)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("improt")]
    [InlineData("import")]
    [InlineData("import", "xls", "file.xls")]
    [InlineData("import", "ocds", "one.json", "two.json")]
    [InlineData("import", "ocds", "one.json", "--publsh")]
    [InlineData("import", "ocds", "one.json", "--only", "food")]
    [InlineData("recipe")]
    [InlineData("check", "everything")]
    [InlineData("check", "--verbose")]
    [InlineData("serve", "now")]
    public async Task A_wrong_call_ends_with_two(params string[] arguments)
    {
        await using var plot = await Plot.OfAsync();

        var ending = await Executable.RunAsync(plot, arguments);

        Assert.Equal(2, ending.Code);
        Assert.Single(Lines(ending.Error));
        Assert.False(Directory.Exists(Path.Combine(plot.Folder, "data")));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("serve", "--help")]
    [InlineData("import", "--help")]
    [InlineData("recipe", "--help")]
    [InlineData("migrate", "--help")]
    [InlineData("reindex", "--help")]
    [InlineData("recover", "--help")]
    [InlineData("check", "--help")]
    public async Task Every_command_explains_itself(params string[] arguments)
    {
        await using var plot = await Plot.OfAsync();

        var ending = await Executable.RunAsync(plot, arguments);

        Assert.Equal((0, ""), (ending.Code, ending.Error));
        Assert.NotEmpty(ending.Output);
    }

    [Fact]
    public async Task Every_command_answers_with_one_object_when_asked()
    {
        await using var plot = await Plot.OfAsync();
        string[][] calls = [["migrate", "--json"], ["reindex", "--json"], ["recover", "--json"], ["check", "--json"], ["recipe", "minimal", "--dry-run", "--json"]];

        foreach (var call in calls)
        {
            var ending = await Executable.RunAsync(plot, call);

            Assert.Equal((0, ""), (ending.Code, ending.Error));
            using var answer = JsonDocument.Parse(ending.Output);
            Assert.Equal(JsonValueKind.Object, answer.RootElement.ValueKind);
        }
    }

    static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
