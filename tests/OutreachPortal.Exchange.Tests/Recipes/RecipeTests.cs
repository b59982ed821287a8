using NodaTime;

namespace OutreachPortal.Exchange.Tests;

public sealed class RecipeTests
{
    static RecipeContext Context(string? folder = null) => new()
    {
        Folder = folder,
        Parameters = new Dictionary<string, string> { ["SiteName"] = "Harbour" },
        Configuration = key => key == "Site:Zone" ? "Africa/Nairobi" : null,
        Environment = name => name == "HOME_TOWN" ? "Kisumu" : null,
        Now = () => Instant.FromUtc(2026, 11, 22, 9, 30),
        NewId = new Queue<string>(["id-1", "id-2", "id-3"]).Dequeue,
    };

    static string Run(string step, string variables = "{}", string? folder = null) =>
        RunWith(step, variables, folder).Json;

    static (string Json, List<string> Problems) RunWith(string step, string variables = "{}", string? folder = null)
    {
        var recipe = RecipeFile.Read(
            Some.Stream("{\n\"variables\": " + variables + ",\n\"steps\": [\n  {\"name\":\"s\",\"v\":" + step + "}]}"));
        Assert.Empty(recipe.Problems);
        var (json, problems) = new RecipeScripts(recipe, Context(folder)).Evaluate(recipe.Steps[0]);
        return (json.GetProperty("v").GetRawText(), [.. problems.Select(p => p.ToString())]);
    }

    [Fact]
    public void An_envelope_is_read_with_comments_and_trailing_commas()
    {
        using var sample = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Samples", "harbour.recipe.json"));

        var recipe = RecipeFile.Read(sample);

        Assert.Empty(recipe.Problems);
        Assert.Equal(("Harbour", "A harbour", "2.1", true),
            (recipe.Name, recipe.DisplayName, recipe.Version, recipe.IsSetupRecipe));
        Assert.Equal(["demo", "ports"], recipe.Tags);
        Assert.Equal([("settings", 13, 5), ("Content", 14, 5)], recipe.Steps.Select(s => (s.Name, s.Line, s.Column)));
    }

    [Theory]
    [InlineData("\"[js: uuid()]\"", "\"id-1\"")]
    [InlineData("[\"[js:uuid()]\",\"[js: uuid(); ]\"]", "[\"id-1\",\"id-2\"]")]
    [InlineData("\"[js: parameters('SiteName')]\"", "\"Harbour\"")]
    [InlineData("\"[js: configuration('Site:Zone','UTC')]\"", "\"Africa/Nairobi\"")]
    [InlineData("\"[js: configuration(\\\"Other\\\", 'UTC')]\"", "\"UTC\"")]
    [InlineData("\"[js: new Date().toISOString()]\"", "\"2026-11-22T09:30:00.000Z\"")]
    [InlineData("\"[env:HOME_TOWN]\"", "\"Kisumu\"")]
    [InlineData("{\"a\":[1.50,true,null,\"[a link](x)\",\"[note]\"]}",
        "{\"a\":[1.50,true,null,\"[a link](x)\",\"[note]\"]}")]
    public void A_script_becomes_its_value(string step, string value) => Assert.Equal(value, Run(step));

    [Fact]
    public void A_variable_is_evaluated_on_first_use_and_reused() =>
        Assert.Equal("[\"id-1\",\"id-2\",\"id-1\"]",
            Run("[\"[js: variables('a')]\",\"[js: uuid()]\",\"[js: variables('a')]\"]",
                "{\"b\":\"[js: uuid()]\",\"a\":\"[js: uuid()]\"}"));

    [Theory]
    [InlineData("[js: 1+1]"), InlineData("[js: variables('none')]"), InlineData("[js: parameters('none')]"),
        InlineData("[js: uuid('x')]")]
    [InlineData("[js: require('fs')]"), InlineData("[env:NONE]"), InlineData("[appsettings:A:B]"),
        InlineData("[file:base64('x')]")]
    [InlineData("[js: variables('a' + 'b')]"), InlineData("[js: configuration()]"),
        InlineData("[js: variables('loop')]")]
    public void Anything_else_is_refused_with_its_place(string script)
    {
        var (json, problems) = RunWith($"\"{script}\"", "{\"loop\":\"[js: variables('loop')]\"}");

        Assert.Equal("null", json);
        Assert.Contains(problems, p => p.StartsWith("Line ", StringComparison.Ordinal));
        if (!script.Contains("loop"))
            Assert.StartsWith("Line 4, column 19: ", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_read_beside_the_recipe_and_nowhere_else()
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipes/body.md", "Hello\n");
        folder.Write("secret.txt", "secret");
        var recipes = Path.Combine(folder.Path, "recipes");
        File.CreateSymbolicLink(Path.Combine(recipes, "link.txt"), Path.Combine(folder.Path, "secret.txt"));

        Assert.Equal("\"Hello\\n\"", Run("\"[file:text('body.md')]\"", folder: recipes));
        foreach (var path in new[] { "../secret.txt", "/etc/hostname", "link.txt", "none.md", ".", "../recipes2/x" })
            Assert.Single(RunWith($"\"[file:text('{path}')]\"", folder: recipes).Problems);
        Assert.Single(RunWith("\"[file:text('body.md')]\"").Problems);
    }

    [Theory]
    [InlineData("{\"steps\":[{\"name\":\"a\"}],\n\"variables\":{}}",
        "Line 2, column 1: variables must stand before steps.")]
    [InlineData("{\"steps\":[\n {\"x\":1}]}", "Line 2, column 2: The step has no name.")]
    [InlineData("[]", "Line 1, column 1: The recipe is not a JSON object.")]
    [InlineData("{\"name\":\"x\"}", "Line 1, column 1: The recipe has no steps.")]
    [InlineData("{\"steps\":{}}", "Line 1, column 10: steps is not a list.")]
    public void What_is_wrong_with_an_envelope_is_said_with_its_place(string json, string problem) =>
        Assert.Contains(problem, RecipeFile.Read(Some.Stream(json)).Problems.Select(p => p.ToString()));

    [Theory]
    [InlineData("{\"steps\":["), InlineData(""), InlineData("{\"a\":\"x}"), InlineData("nonsense"),
        InlineData("{\"steps\":[1,\"a\",null]}"), InlineData("{\"variables\":5}")]
    public void A_broken_recipe_is_a_problem_and_never_an_exception(string json) =>
        Assert.NotEmpty(RecipeFile.Read(Some.Stream(json)).Problems);

    [Fact]
    public void An_id_has_26_characters_and_begins_with_the_version()
    {
        var id = OrchardId.From(Guid.Parse("00112233-4455-4677-8899-aabbccddeeff"));

        Assert.Equal(26, id.Length);
        Assert.StartsWith("4", id, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-hjkmnp-tv-z]{26}$", id);
        Assert.Equal("4cxt4am0128hkfzvpxsjxtn6c8", id, ignoreCase: false);
    }
}
