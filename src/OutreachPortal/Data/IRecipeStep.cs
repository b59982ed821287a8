using System.Text.Json;

namespace OutreachPortal.Data;

/// <summary>
/// One kind of step of a recipe. A room offers the steps that load its own nouns; the runner knows no other word.
/// </summary>
internal interface IRecipeStep
{
    /// <summary>The step's name in the file, compared without case.</summary>
    string Name { get; }

    /// <summary>
    /// Applies the step in one transaction; applying it again changes nothing. With <see cref="RecipeRun.Dry"/> it only
    /// reads. What cannot be applied is said in <see cref="RecipeRun.Issues"/>, never thrown.
    /// </summary>
    Task ApplyAsync(JsonElement step, RecipeRun run, CancellationToken cancellation);
}

/// <summary>What a run of a recipe hands from step to step.</summary>
internal sealed record RecipeRun(bool Dry)
{
    public List<string> Issues { get; } = [];

    public List<string> Changes { get; } = [];
}
