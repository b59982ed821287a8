using System.CommandLine;
using System.Text.Json;
using OutreachPortal.Data;
using OutreachPortal.Importing;

namespace OutreachPortal.Web.Commands;

internal static class RecipeCommand
{
    static readonly Argument<string> Recipe =
        new("name-or-file") { Description = "A recipe of the recipes folder, or a file." };
    static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would be done; change nothing." };

    public static Command Create() => DataCommand.Create("recipe", "Runs a recipe.", RunAsync, Recipe, DryRun);

    static async Task<int> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var run = new RecipeRun(parsed.GetValue(DryRun));
        await services.GetRequiredService<RecipeRunner>().RunAsync(parsed.GetValue(Recipe)!, run, cancellation);
        if (parsed.GetValue(DataCommand.Json))
            Console.WriteLine(JsonSerializer.Serialize(new { run.Changes, run.Issues }, Columns.Json));
        else run.Changes.ForEach(Console.WriteLine);
        run.Issues.ForEach(Console.Error.WriteLine);
        return run.Issues.Count == 0 ? CommandLine.Done : CommandLine.Failed;
    }
}
