using System.CommandLine;
using OutreachPortal.Importing;

namespace OutreachPortal.Web.Commands;

/// <summary>What every command that needs data has in common: settings, migration, set-up, a scope.</summary>
internal static class DataCommand
{
    public static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object instead of text." };

    public static Command Create(
        string name, string description, Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> run,
        params IReadOnlyList<Symbol> symbols) => CreateAt(name, description, static _ => null, run, symbols);

    /// <param name="adapt">The last word on the services; sets the clock.</param>
    public static Command CreateAt(
        string name, string description, Func<ParseResult, Action<IServiceCollection>?> adapt,
        Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> run, params IReadOnlyList<Symbol> symbols)
    {
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        foreach (var symbol in symbols.Append(Json))
        {
            if (symbol is Argument argument) command.Add(argument);
            else if (symbol is Option option) command.Add(option);
        }
        command.SetAction((parsed, cancellation) => RunAsync(parsed, adapt(parsed), run, cancellation));
        return command;
    }

    static async Task<int> RunAsync(
        ParseResult parsed, Action<IServiceCollection>? adapt,
        Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> run, CancellationToken cancellation)
    {
        await using var app = FrontDoor.Build([.. parsed.UnmatchedTokens], serving: false, adapt);
        app.Services.GetRequiredService<Microsoft.Extensions.Options.IStartupValidator>().Validate();
        await app.Services.GetRequiredService<SetUp>().RunAsync(cancellation);
        await using var scope = app.Services.CreateAsyncScope();
        return await run(parsed, scope.ServiceProvider, cancellation);
    }
}
