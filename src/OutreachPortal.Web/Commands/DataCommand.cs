using System.CommandLine;
using OutreachPortal.Importing;

namespace OutreachPortal.Web.Commands;

/// <summary>What every command that needs data has in common: settings, migration, set-up, a scope.</summary>
internal static class DataCommand
{
    public static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object instead of text." };

    public static Command Create(
        string name, string description, Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> run,
        params IReadOnlyList<Symbol> symbols) =>
        Create(name, description, run, preparing: true, symbols);

    /// <param name="preparing">False for what must not find the database migrated and set up.</param>
    public static Command Create(
        string name, string description, Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> run,
        bool preparing, params IReadOnlyList<Symbol> symbols)
    {
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        foreach (var symbol in symbols.Append(Json))
        {
            if (symbol is Argument argument) command.Add(argument);
            else if (symbol is Option option) command.Add(option);
        }
        command.SetAction((parsed, cancellation) => RunAsync(parsed, run, preparing, cancellation));
        return command;
    }

    static async Task<int> RunAsync(
        ParseResult parsed, Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> run, bool preparing,
        CancellationToken cancellation)
    {
        await using var app = FrontDoor.Build([.. parsed.UnmatchedTokens], serving: false);
        app.Services.GetRequiredService<Microsoft.Extensions.Options.IStartupValidator>().Validate();
        if (preparing) await app.Services.GetRequiredService<SetUp>().RunAsync(cancellation);
        await using var scope = app.Services.CreateAsyncScope();
        return await run(parsed, scope.ServiceProvider, cancellation);
    }
}
