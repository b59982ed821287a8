using System.Text.Json;
using Microsoft.Extensions.Configuration;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Exchange;

namespace OutreachPortal.Importing;

/// <summary>
/// Runs a recipe: its steps in order, each by the room that offers it. A step that nobody offers is an issue with its
/// line and column, and the steps after it still run.
/// </summary>
internal sealed class RecipeRunner(IEnumerable<IRecipeStep> steps, IConfiguration configuration, TimeProvider clock)
{
    /// <summary>
    /// Recipes that run recipes: deeper than any sensible set-up, and an end to one that names itself.
    /// </summary>
    const int MaximumDepth = 8;

    static readonly string Shelf = Path.Combine(AppContext.BaseDirectory, "recipes");

    readonly Dictionary<string, IRecipeStep> _steps =
        steps.ToDictionary(step => step.Name, StringComparer.OrdinalIgnoreCase);

    public Task RunAsync(string nameOrFile, RecipeRun run, CancellationToken cancellation) =>
        RunAsync(nameOrFile, run, 0, cancellation);

    async Task RunAsync(string nameOrFile, RecipeRun run, int depth, CancellationToken cancellation)
    {
        if (Find(nameOrFile) is not { } file || depth > MaximumDepth)
        {
            run.Issues.Add($"There is no recipe \"{nameOrFile}\": neither a file nor a name in the recipes folder.");
            return;
        }
        await using var stream = File.OpenRead(file);
        var recipe = RecipeFile.Read(stream);
        run.Issues.AddRange(recipe.Problems.Select(problem => $"{Path.GetFileName(file)}: {problem}"));
        if (recipe.Problems.Count > 0) return;
        var scripts = new RecipeScripts(recipe, ContextOf(file));
        foreach (var step in recipe.Steps)
            await RunAsync(step, scripts, Path.GetFileName(file), run, depth, cancellation);
    }

    async Task RunAsync(
        RecipeStep step, RecipeScripts scripts, string file, RecipeRun run, int depth, CancellationToken cancellation)
    {
        var read = scripts.Evaluate(step);
        run.Issues.AddRange(read.Problems.Select(problem => $"{file}: {problem}"));
        if (read.Problems.Count > 0) return;
        if (step.Name.Equals("recipes", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var name in NamesIn(read.Json)) await RunAsync(name, run, depth + 1, cancellation);
        }
        else if (_steps.TryGetValue(step.Name, out var known))
            await ApplyAsync(known, read.Json, step, file, run, cancellation);
        else
            run.Issues.Add($"{file}: line {step.Line}, column {step.Column}: "
                + $"no step is called \"{step.Name}\"; it was passed over.");
    }

    static async Task ApplyAsync(
        IRecipeStep known, JsonElement json, RecipeStep step, string file, RecipeRun run,
        CancellationToken cancellation)
    {
        try
        {
            await known.ApplyAsync(json, run, cancellation);
        }
        catch (JsonException wrong)
        {
            run.Issues.Add($"{file}: line {step.Line}: the step \"{step.Name}\" cannot be read: {wrong.Message}");
        }
    }

    static IEnumerable<string> NamesIn(JsonElement step) =>
        step.TryGetProperty("Values", out var values) && values.ValueKind is JsonValueKind.Array
            ? values.EnumerateArray()
                .Select(value => value.TryGetProperty("name", out var name) ? name.GetString() : null)
                .OfType<string>()
            : [];

    static string? Find(string nameOrFile)
    {
        if (File.Exists(nameOrFile)) return Path.GetFullPath(nameOrFile);
        var named = Path.Combine(Shelf, $"{Path.GetFileName(nameOrFile)}.recipe.json");
        return File.Exists(named) ? named : null;
    }

    RecipeContext ContextOf(string file) => new()
    {
        Folder = Path.GetDirectoryName(file),
        Configuration = key => configuration[key],
        Environment = name => configuration[name],
        Now = () => Instant.FromDateTimeOffset(clock.GetUtcNow()),
        NewId = () => OrchardId.From(Guid.NewGuid()),
    };
}
